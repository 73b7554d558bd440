// What a person does in Thunderbird, done through the same windows and buttons. Run inside it, with its own rights:
// the first argument is the name of an act, the others are the act's.

const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");

const FOLDER = "Invitations";
const [calendar] = cal.manager.getCalendars();
const server = () => MailServices.accounts.localFoldersServer;
const moment = () => new Promise((done) => setTimeout(done, 5));
const inUtc = (time) => time.getInTimezone(cal.dtz.UTC).icalString;
const parties = (header) =>
  MailServices.headerParser.parseEncodedHeader(header, "utf-8").map(({ name, email }) => [name, email]);
const person = (one) => ({ address: one.id, name: one.commonName, answer: one.participationStatus });

const acts = {
  // An account whose mail is handed in at this port, and its calendar.
  async setUp(address, name, port) {
    const smtp = MailServices.outgoingServer.createServer("smtp").QueryInterface(Ci.nsISmtpServer);
    Object.assign(smtp, { hostname: "127.0.0.1", port });
    Object.assign(smtp, { authMethod: Ci.nsMsgAuthMethod.none, socketType: Ci.nsMsgSocketType.plain });
    const identity = MailServices.accounts.createIdentity();
    Object.assign(identity, { email: address, fullName: name, smtpServerKey: smtp.key, doFcc: false });
    MailServices.accounts.createLocalMailAccount();
    MailServices.accounts.findAccountForServer(server()).addIdentity(identity);
    server().rootFolder.QueryInterface(Ci.nsIMsgLocalMailFolder).createLocalSubfolder(FOLDER);
    calendar.setProperty("imip.identity.key", identity.key);
    calendar.setProperty("disabled", false);
    while (!windows()) {
      await moment();
    }
  },

  // A mail arrives, one character for each octet, and is opened: its headers, and what the bar above it offers.
  async opens(mail) {
    const folder = server().rootFolder.getChildNamed(FOLDER).QueryInterface(Ci.nsIMsgLocalMailFolder);
    const header = folder.addMessage(mail);
    const address = folder.getUriForMsg(header);
    const { pane, view, bar } = windows();
    const earlier = bar.itipItem;
    pane.messagePane.displayMessage(address);
    while (view.gMessageURI !== address || !bar.itipItem || bar.itipItem === earlier) {
      await moment();
    }
    const buttons = bar.getButtons().filter((button) => button.id && !button.hidden);
    return {
      subject: header.mime2DecodedSubject,
      senders: parties(header.author),
      recipients: parties(header.recipients),
      buttons: buttons.map((button) => button.id),
    };
  },

  // Presses a button of that bar, and waits until the calendar has changed.
  async presses(button) {
    const changed = new Promise((done) => {
      const nothing = () => {};
      const change = () => {
        calendar.removeObserver(observer);
        done();
      };
      const observer = {
        QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
        ...{ onStartBatch: nothing, onEndBatch: nothing, onLoad: nothing, onError: nothing },
        ...{ onPropertyChanged: nothing, onPropertyDeleting: nothing },
        ...{ onAddItem: change, onModifyItem: change, onDeleteItem: change },
      };
      calendar.addObserver(observer);
    });
    windows().view.document.getElementById(button).doCommand();
    await changed;
  },

  // All that stands in the calendar.
  async holds() {
    const items = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
    return items.map((item) => ({
      uid: item.id,
      title: item.title,
      place: item.getProperty("LOCATION"),
      description: item.getProperty("DESCRIPTION"),
      start: inUtc(item.startDate),
      end: inUtc(item.endDate),
      status: item.status,
      organizer: item.organizer.commonName,
      attendees: item.getAttendees().map(person),
    }));
  },

  // Empties it.
  async forgets() {
    for (const item of await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null)) {
      await calendar.deleteItem(item);
    }
  },

  // When each of these calendar files starts and ends, as it reads them on receipt.
  reads(files) {
    return files.map((file) => {
      const received = Cc["@mozilla.org/calendar/itip-item;1"].createInstance(Ci.calIItipItem);
      received.init(file);
      const [item] = received.getItemList();
      return [inUtc(item.startDate), inUtc(item.endDate)];
    });
  },
};

// Where mails are listed, where one is shown, and the bar above it; nothing while they are being loaded.
function windows() {
  const window = Services.wm.getMostRecentWindow("mail:3pane");
  const pane = window?.document.getElementById("tabmail")?.currentAbout3Pane;
  const view = pane?.messageBrowser?.contentWindow;
  return pane?.messagePane && view?.calImipBar ? { pane, view, bar: view.calImipBar } : null;
}

return acts[arguments[0]](...Array.from(arguments).slice(1));
