package org.scangate.pure.local;

/** The same where the system cannot hold folders open. */
class ChangesWalkByPathTest extends ChangesWalkTest {

  @Override
  boolean byPath() {
    return true;
  }
}
