const COMMON = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", ok_hand: "👌", clap: "👏", wave: "👋", pray: "🙏",
  raised_hands: "🙌", raised_hand: "✋", muscle: "💪", point_right: "👉", point_left: "👈", point_up: "☝️",
  point_down: "👇", handshake: "🤝", writing_hand: "✍️", eyes: "👀", speaking_head_in_silhouette: "🗣️",
  smile: "😄", smiley: "😃", grinning: "😀", grin: "😁", joy: "😂", laughing: "😆", wink: "😉", blush: "😊",
  slightly_smiling_face: "🙂", upside_down_face: "🙃", thinking_face: "🤔", thinking: "🤔", neutral_face: "😐",
  confused: "😕", worried: "😟", cry: "😢", sob: "😭", scream: "😱", sleeping: "😴", sunglasses: "😎", tada: "🎉",
  partying_face: "🥳", heart: "❤️", yellow_heart: "💛", green_heart: "💚", blue_heart: "💙", sparkles: "✨",
  star: "⭐", fire: "🔥", zap: "⚡", boom: "💥", "100": "💯", sunny: "☀️", cloud: "☁️", snowflake: "❄️",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", negative_squared_cross_mark: "❎",
  heavy_multiplication_x: "✖️", heavy_plus_sign: "➕", heavy_minus_sign: "➖", question: "❓", grey_question: "❔",
  exclamation: "❗", heavy_exclamation_mark: "❗", grey_exclamation: "❕", warning: "⚠️", no_entry: "⛔",
  no_entry_sign: "🚫", stop_sign: "🛑", octagonal_sign: "🛑", rotating_light: "🚨", construction: "🚧",
  information_source: "ℹ️", bulb: "💡", bell: "🔔", no_bell: "🔕", mega: "📣", loudspeaker: "📢",
  speech_balloon: "💬", thought_balloon: "💭", left_speech_bubble: "🗨️", calendar: "📆", date: "📅",
  spiral_calendar_pad: "🗓️", clock1: "🕐", clock3: "🕒", clock9: "🕘", alarm_clock: "⏰", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", stopwatch: "⏱️", timer_clock: "⏲️", watch: "⌚", round_pushpin: "📍", pushpin: "📌",
  paperclip: "📎", link: "🔗", memo: "📝", pencil: "📝", pencil2: "✏️", page_facing_up: "📄", page_with_curl: "📃",
  clipboard: "📋", card_index_dividers: "🗂️", file_folder: "📁", open_file_folder: "📂", books: "📚", book: "📖",
  bookmark: "🔖", bookmark_tabs: "📑", ledger: "📒", notebook: "📓", scroll: "📜", newspaper: "📰", email: "✉️",
  envelope: "✉️", envelope_with_arrow: "📩", incoming_envelope: "📨", "e-mail": "📧", inbox_tray: "📥",
  outbox_tray: "📤", mailbox: "📫", postbox: "📮", ballot_box_with_ballot: "🗳️", scales: "⚖️", gavel: "⚖️",
  balance_scale: "⚖️", hammer: "🔨", wrench: "🔧", gear: "⚙️", key: "🔑", lock: "🔒", unlock: "🔓", mag: "🔍",
  chart_with_upwards_trend: "📈", bar_chart: "📊", telephone_receiver: "📞", phone: "☎️", video_camera: "📹",
  movie_camera: "🎥", computer: "💻", printer: "🖨️", coffee: "☕", cake: "🍰", house: "🏠", office: "🏢",
  classical_building: "🏛️", school: "🏫", police_car: "🚓", fire_engine: "🚒", busts_in_silhouette: "👥",
  bust_in_silhouette: "👤", family: "👪", robot_face: "🤖", rocket: "🚀", seedling: "🌱", evergreen_tree: "🌲",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrows_counterclockwise: "🔄", repeat: "🔁",
  leftwards_arrow_with_hook: "↩️", arrow_right_hook: "↪️", fast_forward: "⏩", heavy_dollar_sign: "💲",
  red_circle: "🔴", large_green_circle: "🟢", large_yellow_circle: "🟡", large_blue_circle: "🔵", large_orange_circle: "🟠",
  white_circle: "⚪", black_circle: "⚫", large_green_square: "🟩", small_blue_diamond: "🔹", black_small_square: "▪️",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", six: "6️⃣", seven: "7️⃣", eight: "8️⃣", nine: "9️⃣", zero: "0️⃣",
};

/** The sign for a shortcode without its colons; null for the ones we do not know, which stay as typed. */
export function emojiOf(name) {
  return Object.hasOwn(COMMON, name) ? COMMON[name] : null;
}

export function emojiNames() {
  return Object.keys(COMMON);
}
