/* global document */
// Writes the changelog into the page, before charts.js and photos/paint.js run.
const hues = { New: 150, Better: 215, Fixed: 40, Removed: 0, Security: 280 };

const figures = {
  4.17: `<figure><svg data-chart="area" data-seed="5" data-series="3" data-labels="900,,Mon,Tue,Wed,Thu,Fri,Sat,Sun" ></svg> <figcaption>Orders of a week by channel, in the new report</figcaption></figure>`,
  4.13: `<figure><canvas data-photo="city" data-seed="77"></canvas> <figcaption>The colours were tried on a night shift in the harbour</figcaption></figure>`,
  4.11: `<figure><svg data-chart="bars" data-seed="9" data-series="2" data-first="2" data-labels="4000,,January,February,March" ></svg> <figcaption>Visitors, new and known, without cookies</figcaption></figure>`,
};

const releases = [
  [
    '4.17',
    '8 September 2026',
    'The basket remembers',
    `
    New: Vouchers stay in the basket when a customer signs in or changes the country.
    New: The list of orders can be filtered by country and by carrier.
    Better: Thumbnails are made in four sizes, so that pictures are sharp on large displays.
    Better: The report about returns is eleven times as fast for shops with many products.
    Fixed: The menu closed when the pointer crossed the gap below it.
    Fixed: Prices in the summary were rounded differently from those on the invoice.
  `,
  ],
  [
    '4.16',
    '11 August 2026',
    'Two warehouses',
    `
    New: Each product can lie in two warehouses, and parcels leave from the nearer one.
    New: Labels can be printed two to a sheet, which saves half of the paper.
    Better: Searching finds words with accents when you type them without.
    Fixed: Mail about a delay was sent twice when a carrier corrected itself.
    Removed: The old date picker, which nobody should miss.
  `,
  ],
  [
    '4.15',
    '14 July 2026',
    'Summer cleaning',
    `
    Better: The start page needs 38 requests fewer and appears in half of the time.
    Better: Error messages of the import name the line and the column.
    Fixed: An empty line stopped the import of products.
    Fixed: The label printer printed the logo upside down on A6 paper.
    Fixed: Customers in Norway saw the wrong currency in the summary.
  `,
  ],
  [
    '4.14',
    '9 June 2026',
    'Gift wrapping',
    `
    New: Offer gift wrapping with a card; the packing list tells your team what to write.
    New: A reminder for customers who left a full basket behind. It is off by default.
    Better: Invoices are attached to the mail instead of linked.
    Fixed: The keyboard focus jumped to the top after closing a dialogue.
  `,
  ],
  [
    '4.13',
    '12 May 2026',
    'Dark warehouse',
    `
    New: Dark colours for the warehouse app, switched by the hour or by hand.
    New: The scanner reads codes on curved surfaces, such as tins and bottles.
    Better: The warehouse app keeps its place when the screen turns.
    Fixed: A batch of more than 400 parcels could lose its last one.
    Fixed: Sorting by shelf put shelf 10 before shelf 2.
  `,
  ],
  [
    '4.12',
    '14 April 2026',
    'Fewer refusals',
    `
    New: Customers learn why a card was refused and what they can do about it.
    Better: A payment provider that does not answer is tried again after two seconds.
    Better: Refunds arrive on the same day for three more banks.
    Fixed: A refund of a part could be larger than what was left.
  `,
  ],
  [
    '4.11',
    '10 March 2026',
    'Counting without cookies',
    `
    New: Visitors are counted without a cookie and without an address.
    New: Saved views can be shared with the team.
    Better: Charts are drawn on the server and are readable without scripts.
    Fixed: The week began on Sunday in reports for shops in France.
    Fixed: Numbers in a table could wrap in the middle.
  `,
  ],
  [
    '4.10',
    '10 February 2026',
    'Faster reports',
    `
    New: Reports run at night if you like and wait in your inbox in the morning.
    Better: Exports of up to a million rows start at once and need little memory.
    Fixed: An export with a semicolon in a name had one column too many.
    Security: Links to exports end after one hour. Thanks to Leila Haddad for the report.
  `,
  ],
  [
    '4.9',
    '13 January 2026',
    'A calm new year',
    `
    New: Quiet hours for messages to your team, with exceptions for payments.
    Better: The colour contrast of all buttons is at least 4.5 to 1.
    Better: Screen readers say how many results a search has found.
    Fixed: Orders of 31 December were counted in both years.
  `,
  ],
  [
    '4.8',
    '9 December 2025',
    'Before the holidays',
    `
    New: The last order date for each country is shown in the basket.
    Better: Stock is reserved for fifteen minutes while a customer pays.
    Fixed: The queue stopped when a mail address had a space at its end.
    Fixed: Vouchers could be used once more than allowed in the same second.
  `,
  ],
  [
    '4.7',
    '11 November 2025',
    'Carriers',
    `
    New: Two more carriers: Northline for Scandinavia and Swiftpost for Ireland.
    New: Choose the cheapest carrier for each parcel, fragile goods included.
    Better: Tracking pages carry the name and the colours of your shop.
    Fixed: The weight of the packaging was missing in the offer.
  `,
  ],
];

const item = (line) => {
  const [, kind, text] = /^(\w+): (.*)$/.exec(line.trim());
  return `<li><span class="pill" style="--hue: ${hues[kind]}">${kind}</span><span>${text}</span></li>`;
};

document.querySelector('main').insertAdjacentHTML(
  'beforeend',
  releases
    .map(
      ([version, date, title, changes]) => `<section>
        <div><h2>${version}</h2><time>${date}</time></div>
        <div><h3>${title}</h3>${figures[version] ?? ''}
        <ul>${changes.trim().split('\n').map(item).join('')}</ul></div></section>`,
    )
    .join(''),
);
