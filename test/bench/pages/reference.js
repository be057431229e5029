/* global document */
// Writes the reference of a made-up interface: one section for each of its calls.

const things = {
  order: ['orders', 'what a customer bought', { total: 8640, status: 'paid', items: 4 }],
  customer: ['customers', 'somebody with an account', { name: 'Amelia Thornton', orders: 12 }],
  product: ['products', 'something on sale', { title: 'Enamel mug', price: 1450, stock: 37 }],
  voucher: ['vouchers', 'a code that lowers a price', { code: 'AUTUMN', percent: 15, uses: 204 }],
  parcel: ['parcels', 'a box on its way', { carrier: 'Northline', weight: 2.4, label: 'A6' }],
  refund: ['refunds', 'money that goes back', { amount: 2900, reason: 'damaged', order: 20418 }],
};
const verbs = {
  List: ['GET', '', 'Returns a page of them, the newest first.'],
  Create: ['POST', '', 'Creates one and returns it with its identifier.'],
  Change: ['PATCH', '/{id}', 'Changes the fields that you send and leaves all others alone.'],
};
const parameters = {
  List: [
    ['limit', 'number', 'How many to return at most, from 1 to 100. The default is 25.'],
    ['after', 'string', 'The identifier of the last one that you have already seen.'],
    ['since', 'date', 'Only those that were changed on that day or later.'],
  ],
  Create: [
    ['key', 'string', 'A value of your choice. A second request with it creates nothing new.'],
    ['language', 'string', 'Two letters, for the messages that the customer gets.'],
    ['notify', 'boolean', 'Whether the customer is told by mail. The default is true.'],
    ['note', 'string', 'Up to 500 characters that only your team can read.'],
  ],
  Change: [
    ['id', 'string', 'Which one to change.'],
    ['version', 'number', 'The version that you have read. An older one is refused with 409.'],
  ],
};
const failures = {
  List: [['400', 'The date is not a day of the calendar, or the limit is out of range.']],
  Create: [
    ['402', 'The plan of your shop does not include this.'],
    ['422', 'A field is missing or has a value that makes no sense; the body names it.'],
  ],
  Change: [
    ['404', 'There is none with this identifier, or it belongs to another shop.'],
    ['409', 'Somebody else was quicker. Read it again and repeat your change.'],
  ],
};

const one = (thing) => (thing === 'order' ? `an ${thing}` : `a ${thing}`);

const rowsOf = (rows) =>
  rows
    .map(([name, ...cells]) => {
      const texts = cells.map((cell) => `<td>${cell}</td>`).join('');
      return `<tr><td><code>${name}</code></td>${texts}</tr>`;
    })
    .join('');

const json = (value) =>
  JSON.stringify(value, null, 2)
    .replace(/"(\w+)":/g, '<em>"$1"</em>:')
    .replace(/: ("[^"]*")/g, ': <i>$1</i>')
    .replace(/: ([\d.]+|true)/g, ': <b>$1</b>');

function section(thing, verb, index) {
  const [path, meaning, fields] = things[thing];
  const [method, tail, text] = verbs[verb];
  const id = `${thing.slice(0, 3)}_${(7919 * (index + 3)).toString(36)}k${index}`;
  const example = { id, ...fields, version: 1 + (index % 4), changed: `2026-09-${10 + index}` };
  const body = verb === 'List' ? { [path]: [example], more: true } : example;
  const sent = verb === 'List' ? '' : ` \\\n  --data '${JSON.stringify(fields)}'`;
  const address = `https://api.larkfield.example/v2/${path}${tail.replace('{id}', id)}`;
  return `<section><div><h2>${verb} ${verb === 'List' ? path : one(thing)}</h2>
    <p><span class="method ${method}">${method}</span> <code>/v2/${path}${tail}</code></p>
    <p>In Larkfield, ${one(thing)} is ${meaning}. ${text}</p>
    <table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>${rowsOf(parameters[verb])}</table>
    <h3>Errors</h3><table>${rowsOf(failures[verb])}</table></div>
    <div><pre><s># Request</s>\n<b>curl</b> ${address} \\
  --request ${method} \\\n  --header <i>"Authorization: Bearer $TOKEN"</i>${sent}</pre>
    <pre><s># Answer: ${verb === 'Create' ? '201 Created' : '200 OK'}</s>\n${json(body)}</pre></div></section>`;
}

const calls = Object.keys(things).flatMap((thing) =>
  Object.keys(verbs).map((verb) => [thing, verb]),
);
document
  .querySelector('main')
  .insertAdjacentHTML(
    'beforeend',
    calls.map(([thing, verb], index) => section(thing, verb, index)).join(''),
  );
document.querySelector('nav').innerHTML += calls
  .map(([thing, verb]) => `<p>${verb} ${verb === 'List' ? things[thing][0] : one(thing)}</p>`)
  .join('');
