package org.scangate.pure.local;

/** The same where the system cannot hold folders open. */
class WalkBelowByPathTest extends WalkBelowTest {

  @Override
  boolean byPath() {
    return true;
  }
}
