// Reads calendar files with ical.js and says what it finds. Its argument is the library's file.
//
// Each line of standard input is a JSON list of calendar files as text; each line of standard output is a JSON list with
// what it reads in the first event of each.

import { createInterface } from "node:readline";

const { default: ICAL } = await import(process.argv[2]);

const seconds = (time) => time.toUnixTime();
const named = (property) => [property.getFirstValue(), property.getFirstParameter("cn") ?? ""];

function read(file) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const component = calendar.getFirstSubcomponent("vevent");
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    title: event.summary ?? "",
    place: event.location ?? "",
    description: event.description ?? "",
    link: component.getFirstPropertyValue("conference") ?? "",
    start: seconds(event.startDate),
    end: seconds(event.endDate),
    organizer: named(component.getFirstProperty("organizer")),
    attendees: event.attendees.map(named),
    properties: component.getAllProperties().map((property) => property.name).sort(),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(JSON.parse(line).map(read)));
}
