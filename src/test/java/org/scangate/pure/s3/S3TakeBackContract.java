package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.scangate.testing.s3.FaultyGate.ALWAYS;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OK has landed on another content, in a bucket without versions, and there is more that goes
 * wrong: it is never believed.
 */
abstract class S3TakeBackContract extends S3FaultsContract {

  private static final String SOON_EVIL = KEY;

  @BeforeEach
  void anObjectThatIsOverwrittenBeforeItsVerdictIsWritten() {
    put(SOON_EVIL, "content");
    put(OTHER, "content");
    gate.before(Call.PUT_TAGS.number(1, SOON_EVIL), () -> put(SOON_EVIL, "evil by now"));
  }

  @Test
  void itIsTakenBackAtOnce() throws InterruptedException {
    oneByOne();
    full();
    assertHasNone(SOON_EVIL);
    assertEquals(2, gate.count(Call.PUT_TAGS.below(SOON_EVIL)));
    assertIs("OK", OTHER);
    quick();
    assertIs("FOUND", SOON_EVIL);
  }

  /** What fails, from which of its requests on: the look, the tags for the taking back, that. */
  @ParameterizedTest
  @CsvSource({
    "HEAD, 2, 403, AccessDenied",
    "HEAD, 2, 503, SlowDown",
    "GET_TAGS, 3, 403, AccessDenied",
    "GET_TAGS, 3, 503, SlowDown",
    "PUT_TAGS, 2, 403, AccessDenied",
    "PUT_TAGS, 2, 503, SlowDown"
  })
  void whatCouldNotBeTakenBackIsNotBelieved(Call call, int from, int status, String code)
      throws InterruptedException {
    gate.refuse(call.from(from, SOON_EVIL), status, code, ALWAYS);
    full();
    // It may have OK now, which nobody can help, until the first pass that comes through.
    assertIs("OK", OTHER);
    assertWarned("its verdict cannot be written: " + call.action + " on s3://" + site.bucket);
    gate.clear();
    full(); // at what could not be looked at
    quick(); // at what failed
    assertNotEquals("OK", site.status(SOON_EVIL), "it waits, but not with that");
    untilIts(SOON_EVIL, "FOUND");
    assertIs("FOUND", SOON_EVIL);
  }

  @ParameterizedTest
  @CsvSource({"HEAD, 2", "PUT_TAGS, 2"})
  void norIsItAfterARestart(Call call, int from) throws InterruptedException {
    gate.deny(call.from(from, SOON_EVIL), ALWAYS);
    full();
    assertIs("OK", SOON_EVIL);
    gate.clear();
    String bucket = site.bucket;
    site.close();
    site = site(bucket);
    full();
    assertIs("FOUND", SOON_EVIL);
  }

  @Test
  void whatIsOverwrittenAgainWhileItIsTakenBackHasNone() throws InterruptedException {
    oneByOne();
    gate.before(Call.PUT_TAGS.number(2, SOON_EVIL), () -> put(SOON_EVIL, "evil again"));
    full();
    assertHasNone(SOON_EVIL);
    quick();
    assertIs("FOUND", SOON_EVIL);
  }

  @Test
  void whatIsDeletedWhileItIsTakenBackIsForgotten() throws InterruptedException {
    oneByOne();
    gate.before(
        Call.PUT_TAGS.number(2, SOON_EVIL),
        () -> site.client.deleteObject(gone -> gone.bucket(site.bucket).key(SOON_EVIL)));
    full();
    quick();
    gate.clear();
    full();
    assertEquals(0, gate.count(request -> request.key().equals(SOON_EVIL)));
    assertNotWarned();
  }

  @Test
  void aTakeBackWithoutAnAnswerIsDoneAgain() throws InterruptedException {
    oneByOne();
    gate.hangUp(Call.PUT_TAGS.number(2, SOON_EVIL), 1);
    full();
    assertHasNone(SOON_EVIL);
    assertEquals(3, gate.count(Call.PUT_TAGS.below(SOON_EVIL)));
    quick();
    assertIs("FOUND", SOON_EVIL);
    assertNotWarned();
  }
}
