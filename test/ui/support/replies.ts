/** A reply with all that the panel renders: headings, lists, a table, code and a link. */
export const richReply = `## Checkout form

The form shows **three errors** and cannot be sent.

### What is wrong

1. \`Email\` lacks its domain.
2. *Postcode* is too short.
   - It reads "BS8".
   - It needs 6 characters.

| Field | Value | State |
|:--|--:|---|
| Full name | Amelia Thornton | fine |
| Postcode | BS8 | **too short** |

\`\`\`html
<label for="postcode">Postcode</label>
<input id="postcode" value="BS8" aria-invalid="true">
\`\`\`

See [the rules](https://example.com/rules) before you change it.
`;

/** The code block of the rich reply. */
export const richCode = `<label for="postcode">Postcode</label>
<input id="postcode" value="BS8" aria-invalid="true">
`;
