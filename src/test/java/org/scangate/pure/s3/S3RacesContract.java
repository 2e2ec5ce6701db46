package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.testing.s3.FaultyGate;

/** Objects that others write while Scangate has them in hand. */
abstract class S3RacesContract extends S3FaultsContract {

  /** Between which of the requests about one object. */
  enum Moment {
    LISTED_NOT_LOOKED_AT(Call.GET_TAGS, 1, true),
    LOOKED_AT_NOT_READ(Call.GET, 1, true),
    BEING_READ(Call.GET, 1, false),
    READ(Call.HEAD, 1, true),
    READ_AND_STILL_THE_SAME(Call.HEAD, 1, false),
    TAGS_READ_AGAIN(Call.GET_TAGS, 2, false),
    ABOUT_TO_BE_TAGGED(Call.PUT_TAGS, 1, true),
    TAGGED(Call.PUT_TAGS, 1, false);

    private final Call call;
    private final int number;
    private final boolean before;

    Moment(Call call, int number, boolean before) {
      this.call = call;
      this.number = number;
      this.before = before;
    }

    /** Whether versions are looked at in a HEAD is up to Scangate. */
    boolean comesWithVersions() {
      return call != Call.HEAD;
    }

    AtomicBoolean let(FaultyGate gate, Runnable work) {
      AtomicBoolean has = new AtomicBoolean();
      Runnable noted =
          () -> {
            work.run();
            has.set(true);
          };
      if (before) {
        gate.before(call.number(number, KEY), noted);
      } else {
        gate.after(call.number(number, KEY), noted);
      }
      return has;
    }
  }

  @BeforeEach
  void inPassesThatDoNotMeet() {
    oneByOne();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOverwrittenHasNoVerdictOfBefore(Moment moment) throws InterruptedException {
    put(KEY, "content");
    put(OTHER, "content");
    AtomicBoolean has = moment.let(gate, () -> put(KEY, "evil by now"));
    full();
    assertTrue(has.get());
    assertHasNone(KEY);
    assertIs("OK", OTHER);
    quick();
    assertIs("FOUND", KEY);
    assertNotWarned();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOverwrittenByTheSameSizeHasNoVerdictOfBefore(Moment moment)
      throws InterruptedException {
    put(KEY, "good");
    AtomicBoolean has = moment.let(gate, () -> put(KEY, "evil"));
    full();
    assertTrue(has.get());
    assertHasNone(KEY);
    quick();
    assertIs("FOUND", KEY);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotEvilAnyMoreIsNotBlocked(Moment moment) throws InterruptedException {
    put(KEY, "evil");
    moment.let(gate, () -> put(KEY, "content by now"));
    full();
    assertHasNone(KEY);
    quick();
    assertIs("OK", KEY);
  }

  @ParameterizedTest
  @EnumSource
  void theVerdictStaysWithTheVersionThatWasScanned(Moment moment) throws InterruptedException {
    if (!moment.comesWithVersions()) {
      return;
    }
    versioned();
    put(KEY, "content");
    put(OTHER, "content");
    String first = site.client.headObject(head -> head.bucket(site.bucket).key(KEY)).versionId();
    AtomicBoolean has = moment.let(gate, () -> put(KEY, "evil by now"));
    full();
    assertTrue(has.get());
    assertHasNone(KEY);
    assertIs("OK", OTHER);
    if (namesVersions()) {
      boolean wasScanned = moment != Moment.LISTED_NOT_LOOKED_AT;
      assertEquals(wasScanned, hasOk(first), "the version that was scanned");
    }
    quick();
    assertIs("FOUND", KEY);
    assertNotWarned();
  }

  private boolean hasOk(String version) {
    return site
        .client
        .getObjectTagging(tags -> tags.bucket(site.bucket).key(KEY).versionId(version))
        .tagSet()
        .stream()
        .anyMatch(tag -> tag.key().equals("ANTIVIRUS_STATUS") && tag.value().equals("OK"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDeletedIsForgotten(Moment moment) throws InterruptedException {
    deleted(moment);
  }

  @ParameterizedTest
  @EnumSource
  void whatHasADeleteMarkerIsForgotten(Moment moment) throws InterruptedException {
    if (!moment.comesWithVersions()) {
      return;
    }
    versioned();
    deleted(moment);
  }

  private void deleted(Moment moment) throws InterruptedException {
    put(KEY, "content");
    put(OTHER, "content");
    AtomicBoolean has =
        moment.let(gate, () -> site.client.deleteObject(gone -> gone.bucket(site.bucket).key(KEY)));
    full();
    assertTrue(has.get());
    assertIs("OK", OTHER);
    quick();
    full();
    gate.clear();
    quick();
    full();
    assertEquals(0, gate.count(request -> request.key().equals(KEY)), gate.requests()::toString);
    assertNotWarned();
  }

  @Test
  void whatIsDeletedAndComesAgainIsScanned() throws InterruptedException {
    put(KEY, "content");
    gate.before(
        Call.GET, () -> site.client.deleteObject(gone -> gone.bucket(site.bucket).key(KEY)));
    full();
    put(KEY, "evil");
    quick();
    assertIs("FOUND", KEY);
  }

  @Test
  void tagsThatOthersSetWhileItIsScannedAreKept() throws InterruptedException {
    put(KEY, "content");
    site.tag(KEY, Map.of("owner", "nobody"));
    gate.after(Call.GET, () -> site.tag(KEY, OWNER));
    untilIts(KEY, "OK"); // a server that dates by tags shows another object at first
    assertIs("OK", KEY);
  }
}
