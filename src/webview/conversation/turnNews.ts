import type { TurnView } from '../../protocol/conversation';
import type { PanelStrings } from '../../protocol/panelStrings';
import type { Announcer } from '../shared/announcer';
import type { Host } from './host';
import { clockTime } from './waitingLine';

/** Tells those who do not see the panel what became of a turn. */
export class TurnNews {
  constructor(
    private readonly announcer: Announcer,
    private readonly host: Host,
  ) {}

  /**
   * An error says itself, as an alert. An end is announced once, also where the reply had ended
   * before the page was there.
   */
  announce(before: TurnView | undefined, turn: TurnView, strings: PanelStrings): void {
    if (turn.running) {
      this.announceRunning(before?.running === true ? before : undefined, turn, strings);
    } else {
      this.announceEnd(turn, strings);
    }
  }

  private announceRunning(
    before: TurnView | undefined,
    { id, waiting, proposal }: TurnView,
    strings: PanelStrings,
  ): void {
    if (!before) {
      this.host.keep({ announced: Math.min(this.host.state.announced, id - 1) });
    }
    if (proposal) {
      const { title, text } = proposal;
      if (before?.proposal?.title !== title || before.proposal.text !== text) {
        this.announcer.say(/\p{P}$/u.test(title) ? `${title} ${text}` : `${title}. ${text}`);
      }
    } else if (waiting) {
      this.announcer.say(waiting.text.replace('{0}', clockTime(waiting.seconds)));
    } else if (!before || before.proposal) {
      this.announcer.say(strings.waiting);
    }
  }

  private announceEnd({ id, notices, error }: TurnView, strings: PanelStrings): void {
    if (id <= this.host.state.announced) {
      return;
    }
    this.host.keep({ announced: id });
    if (!error) {
      const texts = notices.map(({ text }) => text).join(' ');
      this.announcer.say(texts === '' ? strings.replyComplete : texts);
    }
  }
}
