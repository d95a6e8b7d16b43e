/**
 * Where nobody has said the hub's time zone, this browser's is offered: whoever sets it up sits where the hub is. What stands in the field gives
 * way to what is typed, for the list shows only what fits it.
 */
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zone = document.querySelector("input[name=zone]");
if (zone?.dataset.guessed !== undefined && [...zone.list.options].some(({ value }) => value === own)) zone.value = own;
zone?.addEventListener("focus", () => zone.select());
