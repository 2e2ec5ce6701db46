package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scangate.pure.s3.S3Settings.Root;

class TagCountsTest {

  private static final ObjectKey A = new ObjectKey("b", "a/1");
  private static final ObjectKey ELSEWHERE = new ObjectKey("b", "c/1");

  private final TagCounts counts = new TagCounts(List.of(new Root("b", "a/"), new Root("b", "c/")));

  private boolean saysNone() {
    return counts.saysNone(A, Optional.empty());
  }

  @Test
  void aServiceThatHasNotYetToldOfAnyTagsSaysNothing() {
    assertFalse(saysNone());
    assertFalse(counts.saysNone(A, Optional.of(0)));
    counts.sawOfTagged(A, Optional.empty());
    assertFalse(saysNone());
    counts.sawOfTagged(A, Optional.of(4));
    assertTrue(saysNone());
    assertFalse(counts.saysNone(A, Optional.of(1)));
  }

  @Test
  void oneThatDoesNotTellOfThemOnceIsNotBelieved() {
    counts.sawOfTagged(A, Optional.of(4));
    counts.sawOfTagged(A, Optional.empty());
    assertFalse(saysNone());
  }

  @Test
  void eachRootIsOnItsOwn() {
    counts.sawOfTagged(ELSEWHERE, Optional.of(4));
    assertFalse(saysNone());
    counts.sawOfTagged(A, Optional.of(4));
    counts.refused(ELSEWHERE);
    assertTrue(saysNone());
    counts.refused(A);
    assertFalse(saysNone());
  }
}
