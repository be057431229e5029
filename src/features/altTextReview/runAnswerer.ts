import { gatedAnswer } from '../../host/connections/gatedAnswer';
import type { Answerer } from '../../host/connections/answerer';
import type { Connections } from '../../host/connections/connections';
import { RateGate } from '../../core/work/rateGate';

/** Who answers a run. */
export interface RunAnswerer {
  readonly answerer: Answerer;
}

/** Makes answerers of runs: each request passes the gate of its host, which waits where a server wants that. */
export class RunAnswerers {
  private readonly gates = new Map<string, RateGate>();

  constructor(private readonly connections: Connections) {}

  /** Who answers now. May reject with a VisionError. */
  async next(): Promise<RunAnswerer> {
    const answerer = await this.connections.answerer({ tries: 1 });
    const host = answerer.recipient?.().host ?? '';
    const gate = this.gates.get(host) ?? new RateGate();
    this.gates.set(host, gate);
    const { answer, answerUrls, tries } = answerer;
    return {
      answerer: {
        ...answerer,
        answer: gatedAnswer(answer, gate, tries),
        ...(answerUrls && { answerUrls: gatedAnswer(answerUrls, gate, tries) }),
      },
    };
  }
}
