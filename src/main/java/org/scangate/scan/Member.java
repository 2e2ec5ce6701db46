package org.scangate.scan;

/** One scanner of a pool and its slots. What is counted is guarded by the lock of {@link Slots}. */
final class Member {

  private final Scanner scanner;
  private final int slots;
  private int inFlight;
  private int background;

  Member(Scanner scanner, int slots) {
    this.scanner = scanner;
    this.slots = slots;
  }

  Scanner scanner() {
    return scanner;
  }

  int inFlight() {
    return inFlight;
  }

  boolean hasRoom() {
    return inFlight < slots && scanner.readiness().ready();
  }

  /**
   * Whether the background may have a slot although somebody waits in the foreground: one, so that
   * a sweep always goes on a little, and never the only one.
   */
  boolean owesOneToTheBackground() {
    return background < Math.min(1, slots / 2) && hasRoom();
  }

  void take(Wanted by) {
    inFlight++;
    background += by.background() ? 1 : 0;
  }

  void giveBack(Wanted by) {
    inFlight--;
    background -= by.background() ? 1 : 0;
  }
}
