/* global document */
// Fills each <tbody data-rows="kind" data-count="number" data-seed="number"> of a page.
import { generator } from './photos/noise.js';

const people = `Amelia Thornton,Lukas Brandt,Priya Raman,Tomás Herrera,Ingrid Solberg,Daniel Okafor,
Hannah Fischer,Owen Gallagher,Mei Tanaka,Sofia Rossi,Piotr Nowak,Clara Dubois,Samuel Adeyemi,
Freya Lindqvist,Marcus Bell,Leila Haddad`.split(/,\s*/);
const products = `Enamel mug,Wool blanket,Trail notebook,Oak serving board,Linen apron,Garden twine,
Cast iron pan,Beeswax candles,Storm lantern,Picnic basket,Tea towels,Copper kettle,Seed tin,
Canvas rucksack,Felt slippers,Brass compass`.split(/,\s*/);
const places =
  `Bristol,Hamburg,Lyon,Galway,Utrecht,Porto,Turin,Malmö,Graz,Leeds,Ghent,Bergen`.split(',');
const services = 'checkout,search,basket,payments,mailer,images,accounts,stock'.split(',');
const events = [
  ['INFO', 'Order accepted and handed to the warehouse'],
  ['INFO', 'Cache warmed with the products of the start page'],
  ['WARN', 'Payment provider answered after 2.8 seconds, second attempt'],
  ['INFO', 'Session renewed for a customer who stayed signed in'],
  ['ERROR', 'Label service refused the parcel: the postcode is unknown'],
  ['INFO', 'Thumbnail made in four sizes for a new photograph'],
  ['WARN', 'Queue is longer than 500 messages for more than a minute'],
  ['INFO', 'Voucher AUTUMN was used for the last time'],
  ['INFO', 'Mail about a shipped order delivered to the relay'],
  ['ERROR', 'Connection to the store was lost and opened again'],
];
const issues = [
  'Basket forgets its vouchers after signing in',
  'Show the delivery date before the payment',
  'Search finds nothing when the word has an accent',
  'Print two labels on one sheet of paper',
  'Replace the old date picker in the returns form',
  'Photos of products are blurred on large displays',
  'Send the invoice as an attachment, not as a link',
  'Warehouse app loses its place when the screen turns',
  'Offer gift wrapping for orders of several parcels',
  'Filter the list of orders by country',
  'Keyboard focus jumps to the top after closing a dialogue',
  'Currency is wrong in the summary for customers in Norway',
  'Explain why a card was refused',
  'Import of products stops at the first empty line',
  'Remind customers of a basket they left behind',
  'Speed up the report about returns by product',
  'Keep the menu open while the pointer crosses a gap',
  'Two warehouses share one list of shelves',
  'Round prices in the summary as on the invoice',
  'Show how many pieces are left when stock is low',
  'Mail about a delay is sent twice',
  'Let customers change the address until packing starts',
  'Dark colours for the warehouse app',
  'Write a guide to the new search for the support team',
  'Label printer prints the logo upside down',
  'Count visitors without setting a cookie',
];
const areas = 'Checkout,Search,Warehouse,Mail,Reports,Accounts'.split(',');
const states = { Paid: 145, Shipped: 215, Overdue: 5, Refunded: 265, Packing: 40 };
const stages = { Open: 215, Review: 265, Blocked: 5, Done: 145, Planned: 40 };

const pill = (text, hue) =>
  `<span class="pill" style="--hue: ${hue}; --colour: hsl(${hue} 60% 40%)">${text}</span>`;
const initials = (name) => name.replace(/(\S)\S*\s(\S).*/, '$1$2');
const two = (value) => String(Math.floor(value)).padStart(2, '0');

const kinds = {
  orders(index, pick, random) {
    const [state, hue] = pick(Object.entries(states));
    const items = 1 + Math.floor(random() * 8);
    const total = (items * (6 + random() * 38)).toFixed(2);
    return [
      20418 - index,
      pick(people),
      pick(products),
      pick(places),
      pill(state, hue),
      `${30 - Math.floor(index / 3)} Sep, ${two(8 + random() * 12)}:${two(random() * 60)}`,
      items,
      `€${total}`,
    ];
  },
  logs(index, pick, random) {
    const [level, text] = pick(events);
    const hue = { INFO: 210, WARN: 40, ERROR: 355 }[level];
    const time = `14:${two(31 - index / 4)}:${two(random() * 60)}.${two(random() * 100)}`;
    return [time, pill(level, hue), pick(services), text, `${Math.floor(random() * 900)} ms`];
  },
  services(index, pick, random) {
    const load = Math.floor(8 + random() * 88);
    const hue = load > 85 ? 355 : load > 65 ? 40 : 150;
    return [
      services[index % services.length],
      pill(load > 85 ? 'High' : load > 65 ? 'Busy' : 'Healthy', hue),
      `<meter value="${load}" max="100"></meter> ${load}%`,
      `${Math.floor(40 + random() * 400)} ms`,
      Math.floor(2 + random() * 10),
    ];
  },
  issues(index, pick, random) {
    const [stage, hue] = pick(Object.entries(stages));
    const name = pick(people);
    const part = Math.floor(random() * 100);
    return [
      `LARK-${1482 - index * 3}`,
      issues[index % issues.length],
      pill(pick(areas), Math.floor(random() * 360)),
      pill(stage, hue),
      `<i style="--hue: ${Math.floor(random() * 360)}">${initials(name)}</i>${name}`,
      `<meter value="${part}" max="100"></meter>`,
      `${1 + Math.floor(random() * 13)}`,
      `${1 + Math.floor(random() * 27)} Sep`,
    ];
  },
};

for (const body of document.querySelectorAll('tbody[data-rows]')) {
  const { rows, count, seed } = body.dataset;
  const random = generator(Number(seed));
  const pick = (list) => list[Math.floor(random() * list.length)];
  const lines = Array.from({ length: Number(count) }, (_, index) => {
    const cells = kinds[rows](index, pick, random);
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  body.innerHTML = lines.join('');
}
