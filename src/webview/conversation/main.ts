import { parseHostMessage } from '../../protocol';
import { ConversationPage } from './conversationPage';
import { acquireHost } from '../shared/host';

const host = acquireHost();
const root = document.getElementById('root') ?? document.body;
const page = new ConversationPage(root, host);

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseHostMessage(data);
  if (message) {
    page.receive(message);
  }
});
host.post({ type: 'ready' });
