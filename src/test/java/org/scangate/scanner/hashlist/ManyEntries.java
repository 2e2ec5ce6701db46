package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program: writes a list of SHA-256 with names, has it loaded, then another in its place while
 * the first stays in force. Ends with 0 when both found what they have; prints what it took.
 * Arguments: a folder and how many entries.
 */
final class ManyEntries {

  private static final int SOME = 1_000_000;
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private final Path file;
  private final int count;
  private final ListsInForce lists;
  private long now;

  private ManyEntries(Path folder, int count) {
    this.file = folder.resolve("many.txt");
    this.count = count;
    lists =
        new ListsInForce(new HashlistSettings("many", List.of(file)), Duration.ZERO, Lists::read);
  }

  public static void main(String... arguments) throws IOException {
    ManyEntries entries = new ManyEntries(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    entries.load(1);
    entries.load(2);
  }

  private void load(long seed) throws IOException {
    Path other = file.resolveSibling("other");
    write(other, seed);
    Files.move(other, file, REPLACE_EXISTING);
    long start = System.nanoTime();
    lists.look(now++);
    lists.look(now++);
    long loaded = System.nanoTime();
    find(seed);
    System.out.printf(
        "%d entries of %d MB loaded in %d ms; %d ns a look-up; heap %d of %d MB%n",
        lists.state().lists().orElseThrow().size(),
        Files.size(file) >> 20,
        (loaded - start) / 1_000_000,
        (System.nanoTime() - loaded) / SOME,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private void write(Path list, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] line = "%64s Win.Trojan.X-0000\n".formatted("").getBytes(US_ASCII);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(list), 1 << 16)) {
      for (int entry = 0; entry < count; entry++) {
        hex(random, line);
        line[line.length - 2] = (byte) ('0' + entry % 10);
        line[line.length - 3] = (byte) ('0' + entry / 10 % 10);
        line[line.length - 4] = (byte) ('0' + entry / 100 % 10);
        out.write(line);
      }
    }
  }

  private static void hex(SplittableRandom random, byte[] line) {
    for (int at = 0; at < 64; at += 16) {
      long bits = random.nextLong();
      for (int digit = 0; digit < 16; digit++) {
        line[at + digit] = HEX[(int) (bits >>> (60 - 4 * digit)) & 15];
      }
    }
  }

  private void find(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Lists current = lists.state().lists().orElseThrow();
    byte[] digest = new byte[32];
    for (int entry = 0; entry < Math.min(SOME, count); entry++) {
      ByteBuffer bits = ByteBuffer.wrap(digest);
      for (int part = 0; part < 4; part++) {
        bits.putLong(random.nextLong());
      }
      if (current.find(DigestKind.SHA256, digest).isEmpty()) {
        throw new AssertionError("entry " + entry + " of list " + seed + " is not found");
      }
    }
  }
}
