package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.testing.s3.FaultyGate.ALWAYS;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.container.ByteSource;
import org.scangate.scan.Sample;
import org.scangate.testing.AnyPlace;
import org.scangate.testing.Fixtures;
import org.scangate.testing.s3.GateRequest;
import software.amazon.awssdk.core.sync.RequestBody;

/** Connections that end in the middle of an answer, or before it. */
abstract class S3CutsContract extends S3FaultsContract {

  private static final int SIZE = 1_000_003;
  private static final int PART = 100_001;
  private static final Predicate<GateRequest> RESUMED =
      Call.GET.and(request -> request.range().isPresent());

  private byte[] large(long seed) {
    byte[] content = new byte[SIZE];
    new SplittableRandom(seed).nextBytes(content);
    return content;
  }

  private void put(byte[] content) {
    site.client.putObject(
        request -> request.bucket(site.bucket).key(KEY), RequestBody.fromBytes(content));
    site.tag(KEY, OWNER);
  }

  private static String whole(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return content.length + " " + checksum.getValue();
  }

  private List<GateRequest> gets() {
    return gate.requests().stream().filter(Call.GET.below(KEY)).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReadThatBreaksOffIsTakenUpWhereItWas(boolean versioned) throws InterruptedException {
    if (versioned) {
      versioned();
    }
    byte[] content = large(1);
    put(content);
    put(OTHER, "content");
    gate.cutAfter(Call.GET.below(KEY), PART, 1);
    full();
    assertIs("OK", KEY);
    assertIs("OK", OTHER);
    assertEquals(whole(content), site.reader.read.get(KEY));
    GateRequest first = gets().get(0);
    GateRequest second = gets().get(1);
    assertEquals(2, gets().size());
    assertEquals(Optional.of("bytes=" + PART + "-"), second.range());
    assertTrue(first.ifMatch().isPresent());
    assertEquals(first.ifMatch(), second.ifMatch());
    assertEquals(versioned && namesVersions(), first.parameter("versionId").isPresent());
    assertEquals(first.parameter("versionId"), second.parameter("versionId"));
    assertNotWarned();
  }

  /** A look here and there: blocks, kept for a while, of the very object that was scanned. */
  @Test
  void anyPlaceOfItIsReadInBlocksWhateverBreaksOff() throws InterruptedException {
    byte[] content = Fixtures.randomBytes(9, 2 * SIZE);
    put(content);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Boolean> spent = new CopyOnWriteArrayList<>();
    site.reader.onRead = sample -> lookAround(sample, content, failures, spent);
    gate.cutAfter(RESUMED, 1000, 2);
    full();
    assertEquals(List.of(), failures);
    assertEquals(List.of(false, false, true), spent);
    assertIs("OK", KEY);
    List<GateRequest> ranges = gets().stream().filter(RESUMED).toList();
    assertEquals(Optional.of("bytes=1966080-"), ranges.get(0).range());
    assertTrue(ranges.stream().anyMatch(one -> one.range().equals(Optional.of("bytes=0-65535"))));
    assertTrue(
        ranges.stream().allMatch(one -> one.ifMatch().equals(gets().get(0).ifMatch())),
        "of this very object");
  }

  private void lookAround(
      Sample sample, byte[] content, List<Throwable> failures, List<Boolean> spent) {
    try (ByteSource bytes = sample.bytes()) {
      AnyPlace.isReadOf(content, bytes);
      long before = gets().size();
      for (int round = 0; round < 1000; round++) {
        bytes.read(round, new byte[10], 0, 10);
      }
      assertTrue(gets().size() <= before + 1, "what was read is kept for a while");
    } catch (IOException | AssertionError e) {
      failures.add(e);
    }
    try (ByteSource bytes = sample.bytes()) {
      spent.add(bytes.spent());
      for (int round = 0; round < 199; round++) { // more blocks than are kept, in turn
        bytes.read((round % 20) * 65_536L, new byte[10], 0, 10);
      }
      spent.add(bytes.spent());
      bytes.read(SIZE * 2 - 1, new byte[1], 0, 1);
      spent.add(bytes.spent());
    } catch (IOException e) {
      failures.add(e);
    }
  }

  /** And not what took its place. */
  @Test
  void aBlockOfAnotherObjectIsNoBlockOfIt() throws InterruptedException {
    put(KEY, "evil, or so");
    List<String> read = new CopyOnWriteArrayList<>();
    site.reader.onRead =
        sample -> {
          site.put(KEY, "good, or so");
          try (ByteSource bytes = sample.bytes()) {
            read.add("block of " + bytes.read(0, new byte[4], 0, 4));
          } catch (IOException e) {
            read.add("refused");
          }
        };
    full();
    assertEquals(List.of("refused"), read);
  }

  @Test
  void aReadThatBreaksOffAgainAndAgainButComesFurtherIsAWholeOne() throws InterruptedException {
    byte[] content = large(2);
    put(content);
    gate.cutAfter(Call.GET.below(KEY), PART, ALWAYS);
    full();
    assertIs("OK", KEY);
    assertEquals(whole(content), site.reader.read.get(KEY));
    assertEquals(SIZE / PART + 1, gets().size());
    assertNotWarned();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, PART, SIZE - 1})
  void aReadThatComesNoFurtherIsToldAndHasNoVerdict(int until) throws InterruptedException {
    byte[] content = large(3);
    put(content);
    put(OTHER, "content");
    gate.cutAfter(Call.GET.number(1, KEY), until, 1);
    gate.cutAfter(Call.GET.below(KEY), 0, ALWAYS);
    full();
    assertHasNone(KEY);
    assertIs("OK", OTHER);
    assertFalse(site.reader.read.containsKey(KEY), "it was not read to its end");
    assertWarned(
        "s3://" + site.bucket + "/" + KEY,
        "its content cannot be read",
        "broke off again and again");
    assertTrue(gets().size() <= 5, () -> "it is given up: " + gets());
    quick();
    assertHasNone(KEY);
    gate.clear();
    untilIts(KEY, "OK");
    assertIs("OK", KEY);
    assertEquals(whole(content), site.reader.read.get(KEY));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRestOfAnotherContentIsNotReadWithTheBegin(boolean versioned) throws InterruptedException {
    if (versioned) {
      versioned();
    }
    oneByOne();
    byte[] content = large(4);
    byte[] other = large(5);
    put(content);
    gate.cutAfter(Call.GET.below(KEY), PART, 1);
    gate.before(RESUMED, () -> put(other));
    full();
    assertHasNone(KEY);
    if (versioned && namesVersions()) {
      assertEquals(whole(content), site.reader.read.get(KEY), "the version that was begun");
    } else {
      assertEquals(Map.of(), site.reader.read, "neither was read to its end");
    }
    quick();
    assertIs("OK", KEY);
    assertEquals(whole(other), site.reader.read.get(KEY));
    assertNotWarned();
  }

  @Test
  void aReadThatIsRefusedWhenItIsTakenUpHasNoVerdict() throws InterruptedException {
    put(large(6));
    gate.cutAfter(Call.GET.below(KEY), PART, 1);
    gate.deny(RESUMED, ALWAYS);
    full();
    assertHasNone(KEY);
    assertWarned("its content cannot be read: s3:GetObject on", "AccessDenied");
    gate.clear();
    untilIts(KEY, "OK");
    assertIs("OK", KEY);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsLostOnceIsNoneForTheAdministrator(Call call) throws InterruptedException {
    put(KEY, "content");
    put("evil.bin", "evil");
    gate.hangUp(call, 1);
    full();
    assertIs("OK", KEY);
    assertIs("FOUND", "evil.bin");
    assertNotWarned();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotAnsweredForAWhileLosesNothing(Call call) throws InterruptedException {
    put(KEY, "content");
    put("evil.bin", "evil");
    gate.hangUp(call, 7);
    full();
    assertWarned(call.action, "had no answer", "are scangate.pure.s3.endpoint (http or https?)");
    untilIts(KEY, "OK");
    untilIts("evil.bin", "FOUND");
    full();
    assertIs("OK", KEY);
    assertIs("FOUND", "evil.bin");
  }

  @Test
  void aVerdictThatWasWrittenWithoutAnAnswerIsLookedAtAgain() throws InterruptedException {
    put(KEY, "content");
    gate.hangUp(Call.PUT_TAGS, 3);
    full();
    assertWarned("its verdict cannot be written: s3:PutObjectTagging", "had no answer");
    String first = site.tags(KEY).get("ANTIVIRUS_ID");
    untilIts(KEY, "OK");
    assertIs("OK", KEY);
    assertNotEquals(first, site.tags(KEY).get("ANTIVIRUS_ID"), "it was not known whose it was");
  }

  @Test
  void aVerdictThatWasWrittenOnAnotherContentWithoutAnAnswerIsNotBelieved()
      throws InterruptedException {
    put(KEY, "content");
    gate.before(Call.PUT_TAGS, () -> put(KEY, "evil by now"));
    gate.hangUp(Call.PUT_TAGS, 3);
    full();
    quick();
    assertNotEquals("OK", site.status(KEY));
    untilIts(KEY, "FOUND");
    assertIs("FOUND", KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 400})
  void aListingThatBreaksOffShowsNothingAndIsTakenUpLater(int bytes) throws InterruptedException {
    put(KEY, "content");
    put("evil.bin", "evil");
    gate.cutAfter(Call.LIST, bytes, ALWAYS);
    full();
    quick();
    assertHasNone(KEY);
    assertHasNone("evil.bin");
    assertWarned("s3:ListBucket on s3://" + site.bucket, "had no answer");
    gate.clear();
    quick();
    assertIs("OK", KEY);
    assertIs("FOUND", "evil.bin");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void tagsThatBreakOffAreNotWrittenBack(int bytes) throws InterruptedException {
    put(KEY, "content");
    gate.cutAfter(Call.GET_TAGS.from(2, KEY), bytes, ALWAYS);
    full();
    assertEquals(0, gate.count(Call.PUT_TAGS));
    assertHasNone(KEY);
    gate.clear();
    untilIts(KEY, "OK");
    assertIs("OK", KEY);
  }
}
