/** Sets of keys that have nothing in common; a key of which nothing is said is alone. */
export class Sets {
  private readonly parents = new Map<string, string>();

  /** Makes one set of those of two keys. */
  join(one: string, other: string): void {
    const [first, second] = [this.of(one), this.of(other)];
    if (first !== second) {
      this.parents.set(second, first);
    }
  }

  /** The key that stands for the set of a key. */
  of(key: string): string {
    const way: string[] = [];
    let root = key;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) {
      way.push(root);
      root = next;
    }
    way.forEach((step) => this.parents.set(step, root));
    return root;
  }
}
