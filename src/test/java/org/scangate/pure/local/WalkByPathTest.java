package org.scangate.pure.local;

/** The same where the system cannot hold folders open. */
class WalkByPathTest extends WalkTest {

  @Override
  boolean byPath() {
    return true;
  }
}
