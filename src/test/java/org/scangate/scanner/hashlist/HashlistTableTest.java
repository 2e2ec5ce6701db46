package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table finds what was added, and nothing else, however it was added. */
class HashlistTableTest {

  private record Bits(long high, long low) {
    byte[] bytes() {
      return ByteBuffer.allocate(32).putLong(high).putLong(low).array();
    }
  }

  private final DigestEntries entries = new DigestEntries();
  private final Map<Bits, Integer> expected = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 16_384, 100_000})
  void everyDigestIsFoundByItsName(int count) throws InterruptedIOException {
    Random random = new Random(count);
    for (int name = 0; name < count; name++) {
      add(random.nextLong(), random.nextLong(), name);
    }
    check(random);
  }

  @Test
  void digestsThatBeginAlikeAreToldApart() throws InterruptedIOException {
    Random random = new Random(1);
    for (int name = 0; name < 50_000; name++) {
      add(random.nextInt(3) - 1L, random.nextInt(20_000) - 10_000L, name);
    }
    check(random);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, 0})
  void noOrderOfAListMakesItSlow(int step) throws InterruptedIOException {
    for (int name = 0; name < 300_000; name++) {
      add((long) step * name, 7, name);
    }
    check(new Random(1));
  }

  @Test
  void anEntryWithANameWinsOverOneWithout() throws InterruptedIOException {
    entries.add(1, 2, SignatureNames.unnamed(0));
    entries.add(1, 2, 5);
    entries.add(1, 2, SignatureNames.unnamed(1));
    assertEquals(OptionalInt.of(5), new DigestTable(entries).find(new Bits(1, 2).bytes()));
  }

  @Test
  void namesAreKeptOnceAndFoundByTheirNumber() {
    SignatureNames names = new SignatureNames(List.of("bad.txt"));
    Map<String, Integer> numbers = new HashMap<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        String name = "Win.Trojan.Agent-" + i;
        byte[] text = (" " + name + " ").getBytes(US_ASCII);
        int number = names.number(text, 1, text.length - 1, 0);
        assertEquals(number, numbers.computeIfAbsent(name, any -> number));
      }
    }
    names.close();
    numbers.forEach((name, number) -> assertEquals(name, names.name(number)));
    assertEquals("Hashlist.bad.txt", names.name(SignatureNames.unnamed(0)));
  }

  @Test
  void namesAreBoundedAndThatIsTold() {
    SignatureNames names = new SignatureNames(List.of("bad.txt"));
    byte[] first = "first".getBytes(US_ASCII);
    int number = names.number(first, 0, first.length, 0);
    for (int i = 0; i < (1 << 20) + 1; i++) {
      byte[] text = Integer.toHexString(i).getBytes(US_ASCII);
      names.number(text, 0, text.length, 0);
    }
    assertTrue(names.full());
    assertEquals("first", names.name(number));
    byte[] more = "more".getBytes(US_ASCII);
    assertEquals("Hashlist.bad.txt", names.name(names.number(more, 0, more.length, 0)));
    assertEquals(number, names.number(first, 0, first.length, 0));
  }

  private void add(long high, long low, int name) {
    entries.add(high, low, name);
    expected.putIfAbsent(new Bits(high, low), name);
  }

  private void check(Random random) throws InterruptedIOException {
    DigestTable table = new DigestTable(entries);
    assertEquals(expected.size(), table.size());
    expected.forEach((bits, name) -> assertEquals(OptionalInt.of(name), table.find(bits.bytes())));
    for (int i = 0; i < 1000; i++) {
      Bits other = new Bits(random.nextLong(), random.nextLong());
      assertEquals(expected.containsKey(other), table.find(other.bytes()).isPresent());
    }
  }
}
