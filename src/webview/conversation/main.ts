import { acquireHost } from './host';
import { ConversationPage } from './conversationPage';
import { draw } from './drawing';

const host = acquireHost((message) => page.receive(message), { draw });
const page = new ConversationPage(document.getElementById('root') ?? document.body, host);
host.post({ type: 'ready' });
