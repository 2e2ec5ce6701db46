package org.scangate.pure.local;

/** The same where the system cannot hold folders open. */
class PublishByPathTest extends PublishTest {

  @Override
  boolean byPath() {
    return true;
  }
}
