import { api } from "./api.js";
import { fill, h, whenChanged } from "./dom.js";
import { icon } from "./icons.js";
import { labelled, momentFields, openQuestion } from "./question.js";

const ANSWERS = {
  accepted: { partstat: "ACCEPTED", picture: "check" },
  maybe: { partstat: "TENTATIVE", picture: "question" },
  declined: { partstat: "DECLINED", picture: "close" },
};
const HONESTY = ["genuine", "forged", "unchecked"];

/** What a mail program offers to do with a letter: answer its invitation, clear up after a cancellation, reply. */
export function createAnswering(session) {
  const node = h("section", { class: "answering" });

  const redraw = whenChanged(
    ({ mail, reader }) => [mail.id, reader.signature],
    ({ mail, reader }) => {
      node.setAttribute("aria-label", reader.t("answerLetter"));
      fill(node, drawn(session, mail, reader));
    },
  );

  function draw({ mail, reader }) {
    redraw({ mail, reader });
    showAnswer(node, mail.answered, reader);
  }

  return { node, draw };
}

function drawn(session, mail, reader) {
  const { t } = reader;
  const honesty = drawHonesty(reader);
  const comment = h("input", { type: "text", class: "field", autocomplete: "off" });
  const send = async (what, body) => {
    const given = { language: reader.language, honesty: honesty.value, comment: comment.value.trim() };
    const sent = await session.attempt(() => api.answerMail(mail.id, what, { ...given, ...body }));
    if (!sent) return false;
    comment.value = "";
    await session.loads.mail();
    return true;
  };
  const asked = asksForAnAnswer(mail);
  const opens = { "aria-haspopup": "dialog" };
  return [
    asked && labelled(t("comment"), comment, t("optional")),
    h(
      "div",
      { class: "answer-buttons" },
      asked && drawAnswers(send, reader),
      asked && button("clock", t("proposeTime"), () => proposeTime(send, mail, reader), opens),
      mail.calendar?.method === "CANCEL" &&
        button("close", t("removeFromCalendar"), () => send("remove", {}), { class: "button removal" }),
      button("mail", t("replyInWords"), () => replyInWords(session, send, mail, reader), opens),
    ),
    h("p", { class: "hint", role: "status" }),
    labelled(t("sentAs"), honesty),
  ];
}

/** In place, so that whoever has just pressed a button is still there. */
function showAnswer(node, answered, { t }) {
  for (const one of node.querySelectorAll("[aria-pressed]"))
    one.setAttribute("aria-pressed", String(one.dataset.partstat === answered));
  const removal = node.querySelector(".removal");
  if (removal) removal.disabled = answered === "REMOVED";
  node.querySelector("[role=status]").textContent = answered ? t(`answered_${answered}`) : "";
}

/** A mail program shows its buttons only on an invitation that it finds nothing wrong with. */
function asksForAnAnswer({ calendar, problems = [] }) {
  return calendar?.method === "REQUEST" && problems.length === 0;
}

function button(picture, words, onclick, more = {}) {
  return h("button", { type: "button", class: "button", onclick, ...more }, icon(picture), words);
}

function drawAnswers(send, { t }) {
  return Object.entries(ANSWERS).map(([answer, { partstat, picture }]) =>
    button(picture, t(`answering_${answer}`), () => send("answer", { answer }), {
      "aria-pressed": "false",
      dataset: { partstat },
    }),
  );
}

function drawHonesty({ t }) {
  const options = HONESTY.map((kind) => h("option", { value: kind }, t(`honesty_${kind}`)));
  return h("select", { class: "field" }, options);
}

function proposeTime(send, mail, reader) {
  const { t } = reader;
  const { fields, get } = momentFields(reader, Date.parse(mail.calendar.start));
  openQuestion({
    t,
    title: t("proposeTime"),
    submit: t("send"),
    fields,
    onSubmit: () => {
      const start = get();
      return start === null ? t("required") : send("counter", { start: new Date(start).toISOString() });
    },
  });
}

function replyInWords(session, send, mail, { t }) {
  const text = h("textarea", { class: "field", rows: "5" });
  openQuestion({
    t,
    title: mail.subject,
    submit: t("send"),
    fields: [labelled(t("text"), text)],
    onSubmit: async () => {
      if (!text.value.trim()) return t("required");
      const sent = await send("reply", { text: text.value });
      if (sent) session.notify(t("mailSent"));
      return sent;
    },
  });
}
