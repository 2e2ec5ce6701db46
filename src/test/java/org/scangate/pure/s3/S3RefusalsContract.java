package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.testing.s3.FaultyGate.ALWAYS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Tag;

/** Requests that are answered with an error. */
abstract class S3RefusalsContract extends S3FaultsContract {

  private static final String CLOSED = "closed/";

  /** More than the SDK's three attempts, twice. */
  private static final int A_WHILE = 7;

  @ParameterizedTest
  @ValueSource(strings = {"InvalidAccessKeyId", "SignatureDoesNotMatch"})
  void withWrongKeysNothingIsWrittenAndTheSettingIsNamed(String code) throws InterruptedException {
    put(KEY, "content");
    gate.refuse(request -> true, 403, code, ALWAYS);
    full();
    quick();
    assertHasNone(KEY);
    assertEquals(0, gate.count(Call.PUT_TAGS));
    assertWarned("s3:ListBucket on s3://" + site.bucket, code, "scangate.pure.s3.access-key");
    gate.clear();
    quick();
    assertIs("OK", KEY);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LIST")
  void whatMayNotBeTouchedIsToldAndHoldsUpNoOther(Call call) throws InterruptedException {
    for (String key : List.of(CLOSED + "clean.bin", CLOSED + "evil.bin", OTHER, "zz/evil.bin")) {
      put(key, key);
    }
    gate.deny(call.below(CLOSED), ALWAYS);
    full();
    assertHasNone(CLOSED + "clean.bin");
    assertHasNone(CLOSED + "evil.bin");
    assertIs("OK", OTHER);
    assertIs("FOUND", "zz/evil.bin");
    assertWarned(
        call.action + " on s3://" + site.bucket + "/closed/clean.bin",
        "refused",
        "the account's or the bucket's policy must allow it");
    put("later.bin", "content");
    quick();
    assertIs("OK", "later.bin");
    gate.clear();
    untilIts(CLOSED + "clean.bin", "OK");
    untilIts(CLOSED + "evil.bin", "FOUND");
    assertIs("OK", CLOSED + "clean.bin");
    assertIs("FOUND", CLOSED + "evil.bin");
  }

  @Test
  void whoseTagsMayNotBeReadIsTriedAgainByEachFullWalk() throws InterruptedException {
    put(KEY, "evil");
    gate.deny(Call.GET_TAGS, ALWAYS);
    full();
    full();
    gate.clear();
    full();
    assertIs("FOUND", KEY);
  }

  @Test
  void aBucketThatMayNotBeListedIsToldAndHoldsUpNoOther() throws InterruptedException {
    put(KEY, "evil");
    String open = site.bucket;
    String closed = bucket(false);
    putInto(closed, KEY, "content");
    site.store = S3Site.settings(server(), gate.endpoint(), closed, open);
    gate.deny(Call.LIST.and(request -> request.bucket().equals(closed)), ALWAYS);
    full();
    quick();
    assertIs("FOUND", KEY);
    assertWarned("s3:ListBucket on s3://" + closed, "AccessDenied", "policy must allow it");
    gate.clear();
    quick();
    assertEquals("OK", statusIn(closed, KEY));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSlowedDownForAWhileLosesNothing(Call call) throws InterruptedException {
    put(KEY, "content");
    put("evil.bin", "evil");
    gate.slowDown(call, A_WHILE);
    full();
    assertWarned(
        call.action, call == Call.HEAD ? "503" : "SlowDown; the service is asked too much");
    untilIts(KEY, "OK");
    untilIts("evil.bin", "FOUND");
    assertTrue(gate.count(call) > A_WHILE, gate.requests()::toString);
    assertIs("OK", KEY);
    assertIs("FOUND", "evil.bin");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIST", "GET_TAGS"})
  void whatCouldNotBeLookedAtForAWhileIsFoundByTheNextQuickPass(Call call)
      throws InterruptedException {
    oneByOne();
    put(KEY, "evil");
    gate.slowDown(call, 3);
    full();
    assertHasNone(KEY);
    quick();
    assertIs("FOUND", KEY);
  }

  @ParameterizedTest
  @EnumSource
  void aSingleErrorIsNoneForTheAdministrator(Call call) throws InterruptedException {
    put(KEY, "content");
    put("evil.bin", "evil");
    gate.slowDown(call, 1);
    full();
    assertIs("OK", KEY);
    assertIs("FOUND", "evil.bin");
    assertNotWarned();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 403, AccessDenied",
    "1, 503, SlowDown",
    "2, 403, AccessDenied",
    "2, 503, SlowDown"
  })
  void nothingIsWrittenWhereTheTagsCouldNotBeRead(int from, int status, String code)
      throws InterruptedException {
    put(KEY, "content");
    put(OTHER, "content");
    gate.refuse(Call.GET_TAGS.from(from, KEY), status, code, ALWAYS);
    full();
    quick();
    full();
    assertEquals(0, gate.count(Call.PUT_TAGS.below(KEY)));
    assertHasNone(KEY);
    assertIs("OK", OTHER);
    assertWarned("s3:GetObjectTagging on s3://" + site.bucket + "/" + KEY, code);
    gate.clear();
    untilIts(KEY, "OK");
    assertIs("OK", KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 502})
  void anAnswerOfSomethingInBetweenIsNotTakenForTheObjectsOwn(int status)
      throws InterruptedException {
    put(KEY, "evil");
    gate.refuse(Call.HEAD, status, "", ALWAYS);
    gate.refuse(Call.GET.or(Call.GET_TAGS), status, "", 3);
    full();
    quick();
    assertHasNone(KEY);
    gate.clear();
    untilIts(KEY, "FOUND");
    assertIs("FOUND", KEY);
  }

  @Test
  void aBucketThatIsDeletedMeanwhileIsToldAndHoldsUpNoOther() throws InterruptedException {
    put(KEY, "content");
    String stays = site.bucket;
    String goes = bucket(false);
    putInto(goes, "gone.bin", "content");
    site.store = S3Site.settings(server(), gate.endpoint(), goes, stays);
    gate.before(Call.GET.below("gone.bin"), () -> delete(goes));
    full();
    quick();
    assertIs("OK", KEY);
    assertWarned(goes, "NoSuchBucket", "scangate.pure.s3.buckets names a bucket that is not there");
    server().createBucket(goes, false);
    putInto(goes, "new.bin", "evil");
    quick();
    assertEquals("FOUND", statusIn(goes, "new.bin"));
  }

  private void putInto(String bucket, String key, String content) {
    site.client.putObject(
        request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  private String statusIn(String bucket, String key) {
    return site
        .client
        .getObjectTagging(request -> request.bucket(bucket).key(key))
        .tagSet()
        .stream()
        .filter(tag -> tag.key().equals("ANTIVIRUS_STATUS"))
        .map(Tag::value)
        .findFirst()
        .orElse("");
  }

  private void delete(String bucket) {
    site.client.deleteObject(request -> request.bucket(bucket).key("gone.bin"));
    site.client.deleteBucket(request -> request.bucket(bucket));
  }

  @Test
  void whatIsOnALaterPageThatWasRefusedIsNotForgotten() throws InterruptedException {
    oneByOne();
    for (int i = 0; i < 1_001; i++) {
      site.put("many/%04d".formatted(i), "content");
    }
    gate.deny(
        Call.LIST.and(request -> request.parameter("continuation-token").isPresent()), ALWAYS);
    full();
    assertEquals("OK", site.status("many/0999"));
    assertEquals("", site.status("many/1000"));
    quick();
    gate.clear();
    quick();
    assertEquals("OK", site.status("many/1000"));
    assertEquals(1_001, site.scanner.given.size());
  }
}
