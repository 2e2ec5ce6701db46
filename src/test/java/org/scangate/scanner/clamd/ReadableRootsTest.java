package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scangate.testing.Warnings;

class ReadableRootsTest {

  private static final Path A = Path.of("/store/a");
  private static final Path B = Path.of("/store/b");

  private final ReadableRoots roots = new ReadableRoots(ReadableRoots.REMEMBERED);
  private final Warnings warnings = new Warnings(ReadableRoots.class);

  @AfterEach
  void end() {
    warnings.close();
  }

  @Test
  void whereTheFirstIsUnreadableAllAreStreamedAndOneWarningSaysWhatToDo() {
    for (int i = 0; i < 3; i++) {
      unread(roots, A, 1);
    }
    assertTrue(roots.of(A, 1).streamed());
    assertFalse(roots.of(B, 1).streamed());
    assertEquals(1, warnings.logged().size(), warnings.logged()::toString);
    String warning = warnings.logged().get(0);
    assertTrue(warning.startsWith("WARNING files below /store/a are streamed"), warning);
    assertTrue(warning.contains("it said no; do this, or set the.key=false"), warning);
  }

  @Test
  void whereOthersWereReadOneIsAnException() {
    roots.of(A, 1).read();
    unread(roots, A, 1);
    assertFalse(roots.of(A, 1).streamed());
    assertEquals(0, warnings.logged().size(), warnings.logged()::toString);
  }

  @Test
  void anotherClamdIsAskedAnew() {
    unread(roots, A, 1);
    assertFalse(roots.of(A, 2).streamed());
    roots.of(B, 1).read();
    unread(roots, B, 2);
    assertTrue(roots.of(B, 2).streamed());
  }

  @Test
  void afterAWhileItIsAskedAnew() {
    ReadableRoots forgetful = new ReadableRoots(Duration.ZERO);
    unread(forgetful, A, 1);
    assertFalse(forgetful.of(A, 1).streamed());
    assertEquals(Duration.ofHours(1), ReadableRoots.REMEMBERED);
  }

  private static void unread(ReadableRoots roots, Path folder, long session) {
    roots.of(folder, session).unread("it said no", "do this", "the.key");
  }
}
