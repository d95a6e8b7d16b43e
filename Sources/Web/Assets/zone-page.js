/** Where nobody has said the hub's time zone, this browser's is offered: whoever sets it up sits where the hub is. */
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = document.querySelector("select[name=zone][data-guessed]");
if (zones && [...zones.options].some(({ value }) => value === own)) zones.value = own;
