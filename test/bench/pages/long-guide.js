/* global document */
// The second half of the guide.
document.querySelector('main').insertAdjacentHTML(
  'beforeend',
  `
        <h2>Watching</h2>
        <p>
          The shop reports its state in the format that most tools understand. Three figures tell
          you nearly everything, and each of them deserves an alert of its own.
        </p>
        <table>
          <tr>
            <th>Figure</th>
            <th>Meaning</th>
            <th>Worry when</th>
            <th>Usual reason</th>
          </tr>
          <tr>
            <td><code>shop_answer_seconds</code></td>
            <td>How long customers wait for a page</td>
            <td>over 0.8 s for five minutes</td>
            <td>A slow disk or a missing index after an upgrade</td>
          </tr>
          <tr>
            <td><code>shop_queue_length</code></td>
            <td>How much slow work is waiting</td>
            <td>over 500 for ten minutes</td>
            <td>A carrier or a mail server that does not answer</td>
          </tr>
          <tr>
            <td><code>shop_orders_total</code></td>
            <td>How many orders came in</td>
            <td>no change for two hours by day</td>
            <td>The payment provider changed a certificate</td>
          </tr>
          <tr>
            <td><code>store_free_bytes</code></td>
            <td>What is left of the disk</td>
            <td>below 10 GB</td>
            <td>Support bundles that nobody deleted</td>
          </tr>
        </table>
        <p>
          If you have no such tool, let the shop write to you. It sends at most one message an hour,
          and one more when the trouble is over.
        </p>
        <pre><em>ALERT_TO</em>=<i>nora@shop.example, daniel@shop.example</i>
<em>ALERT_QUIET</em>=<i>22:00-07:00</i>
<em>ALERT_ALWAYS</em>=<i>payments, store</i></pre>
        <h2>Upgrades</h2>
        <p>
          A new version appears on the second Tuesday of each month. Read its notes, take a backup,
          then change one number. The shop shows a friendly page while the database is changed,
          which takes less than a minute for all but the largest shops.
        </p>
        <ol>
          <li>Read the notes of all versions between yours and the new one.</li>
          <li>Rehearse with last night's backup if you have themes or extensions of your own.</li>
          <li>
            Run <code>docker compose pull</code> and then <code>docker compose up --detach</code>.
          </li>
          <li>
            Place a test order with the voucher <code>REHEARSAL</code>; it is never sent and never
            paid.
          </li>
        </ol>
        <p class="care">
          <b>Careful</b> You can go back to the version before, but not further. After two upgrades
          the only way back is a backup.
        </p>
        <h2>When something goes wrong</h2>
        <h3>The shop does not start</h3>
        <p>
          Look at the last twenty lines of its log. Nine times out of ten they name a setting that
          has a typing error, or a password file that the shop may not read. Its user has the number
          1000.
        </p>
        <h3>Customers get no mail</h3>
        <p>
          Send a test message from Settings, Mail, Test. If it arrives, the trouble is with the
          address of the customer; if it does not, the answer of the mail server is printed below
          the button. Ask your mail provider about records named SPF and DKIM.
        </p>
        <h3>Pages are slow in the evening</h3>
        <p>
          Turn on the slow log for an hour. It lists each query that took longer than 100
          milliseconds together with the page that asked for it. Most often a report is running that
          could run at night as well.
        </p>
        <h3>You want to ask somebody</h3>
        <p>
          Make a support bundle. It has the settings without secrets, the last day of logs and the
          shape of the database, but no names, addresses or orders. Attach it to your question in
          the forum, and somebody will answer within a working day.
        </p>
`,
);
