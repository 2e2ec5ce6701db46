package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.pure.s3.S3RacesContract.Moment;
import org.scangate.testing.s3.FaultyGate;

/** Objects without tags, once the server has shown that it tells of tags in answers to HEAD. */
abstract class SparedTagsContract extends S3FaultsContract {

  @BeforeEach
  void learn() throws InterruptedException {
    oneByOne();
    site.put("first.bin", "content");
    full();
    assertEquals("OK", site.status("first.bin"));
    gate.clear();
  }

  private static boolean has(Moment moment) {
    return moment != Moment.TAGS_READ_AGAIN;
  }

  @Test
  void tagsAreNotReadAgainWhereThereAreNone() throws InterruptedException {
    site.put(KEY, "content");
    quick();
    assertEquals("OK", site.status(KEY));
    assertEquals(1, gate.count(Call.GET_TAGS.below(KEY)), gate.requests()::toString);
    assertEquals(5, gate.count(request -> request.key().equals(KEY)), gate.requests()::toString);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOverwrittenHasNoVerdictOfBefore(Moment moment) throws InterruptedException {
    if (!has(moment)) {
      return;
    }
    site.put(KEY, "good");
    AtomicBoolean overwritten = moment.let(gate, () -> site.put(KEY, "evil"));
    quick();
    assertTrue(overwritten.get());
    assertEquals(Map.of(), site.tags(KEY));
    quick();
    assertEquals("FOUND", site.status(KEY));
    assertNotWarned();
  }

  @ParameterizedTest
  @EnumSource
  void tagsThatOthersSetBeforeTheLastLookAreKept(Moment moment) throws InterruptedException {
    boolean seen =
        switch (moment) {
          case LISTED_NOT_LOOKED_AT, LOOKED_AT_NOT_READ, BEING_READ, READ -> true;
          case READ_AND_STILL_THE_SAME, TAGS_READ_AGAIN, ABOUT_TO_BE_TAGGED, TAGGED -> false;
        };
    if (!seen) {
      return; // a PUT of tags replaces all, whatever came since they were looked at
    }
    site.put(KEY, "content");
    moment.let(gate, () -> site.tag(KEY, OWNER));
    quick();
    untilIts(KEY, "OK"); // a server that dates by tags shows another object at first
    assertIs("OK", KEY);
  }

  /** Nobody knows then whether a HEAD would tell of tags. */
  @Test
  void afterARefusalTagsAreReadAgain() throws InterruptedException {
    site.put("refused.bin", "content");
    site.tag("refused.bin", OWNER);
    mayNotBeRead("refused.bin");
    quick();
    site.put(KEY, "content");
    gate.clear();
    quick();
    assertEquals("OK", site.status(KEY));
    assertEquals(2, gate.count(Call.GET_TAGS.below(KEY)), gate.requests()::toString);
    assertEquals(0, gate.count(Call.PUT_TAGS.below("refused.bin")));
  }

  /** By the bucket's policy, or as if so. */
  void mayNotBeRead(String key) {
    gate.deny(Call.GET_TAGS.below(key), FaultyGate.ALWAYS);
  }

  @Test
  void whatMayNotBeReadAnyMoreWhenItIsScannedKeepsItsTags() throws InterruptedException {
    site.put(KEY, "content");
    gate.after(
        Call.GET.below(KEY),
        () -> {
          site.tag(KEY, OWNER);
          mayNotBeRead(KEY);
        });
    quick();
    quick();
    assertEquals(0, gate.count(Call.PUT_TAGS.below(KEY)));
  }
}
