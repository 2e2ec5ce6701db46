package org.scangate.scanner.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.scangate.container.ContainerKind;
import org.scangate.scan.Eicar;
import org.scangate.scan.Origin;
import org.scangate.scan.Sample;
import org.scangate.scanner.Weakness;

/** What an engine is asked to find, or not to find, to learn what its answers are worth. */
public record ProbeSamples(String name, long size, Supplier<InputStream> content)
    implements Sample {

  /** A tar's header and one block of content. */
  static final long SMALLEST_TAR = 1024;

  /** Two entries, the first empty, and the end of the archive. */
  static final long SMALLEST_WITH_TWO = 3 << 10;

  /** In bytes: so much may be missing at the end of a tar whose last entry was found. */
  static final long UNSEEN_END = 2 << 10;

  private static final int TAR_BLOCK = 512;
  private static final int NESTING = 101;
  private static final byte[] NESTED = nested();
  private static final byte[] ENCRYPTED =
      Base64.getDecoder()
          .decode(
              "UEsDBBQACQAIAAAAIVxQonYbPgAAADMAAAAJAAAAcHJvYmUudHh0iXUZ7mj3S3+84H+B04QKkkn7"
                  + "Vhxu3eHf4WEYYPi9Y0toiZwjTp6I+JLvBmgmeysRKCYxhSTc8waNRI52tZpQSwcIUKJ2Gz4AAAAz"
                  + "AAAAUEsBAh4DFAAJAAgAAAAhXFCidhs+AAAAMwAAAAkAAAAAAAAAAQAAAKSBAAAAAHByb2JlLnR4"
                  + "dFBLBQYAAAAAAQABADcAAAB1AAAAAAA=");

  public static Sample eicar() {
    return of("eicar", Eicar.bytes());
  }

  /** Clean, and different each time: no cache knows it. */
  public static Sample clean() {
    return of("clean", ("Scangate asks: " + UUID.randomUUID()).getBytes(US_ASCII));
  }

  /** A zip whose one entry is EICAR. */
  public static Sample zipWithEicar() {
    return of("EICAR in a zip", zip("eicar.com", Eicar.bytes()));
  }

  /** EICAR in this kind of container, always the same bytes. */
  static Sample in(ContainerKind kind) {
    return of("EICAR in " + kind.word(), ContainerSamples.of(kind));
  }

  /** EICAR behind other bytes, where engines need not find it. */
  static Sample inNoContainer() {
    return of("EICAR in no container", ContainerSamples.inNoContainer());
  }

  /** A PDF with EICAR as an attached file, its stream compressed as PDF writers do. */
  public static Sample pdfWithEicar() {
    return of("EICAR in a PDF", EicarPdf.bytes());
  }

  /**
   * Zips in zips, far deeper than any engine looks (clamd: MaxRecursion, 17 unless it is changed).
   */
  public static Sample nestedZip() {
    return of("nested zip", NESTED);
  }

  /** A zip with a password. */
  public static Sample encryptedZip() {
    return of("encrypted zip", ENCRYPTED);
  }

  /**
   * A tar (USTAR) of exactly {@code size} bytes whose first entry is EICAR. Found: a file of that
   * size is scanned. It is generated while it is read, and different each time: no cache knows it.
   */
  public static Sample tarWithEicarFirst(long size) {
    byte[] head = concat(tarHeader(newName(), Eicar.SIZE), padded(Eicar.bytes()));
    return new ProbeSamples(
        "tar with EICAR first",
        size,
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(head),
                new Filler(Math.max(0, size - head.length), (byte) 0)));
  }

  /**
   * A tar of {@code size} bytes or up to 511 less: a large entry, EICAR, and the 1,024 bytes that
   * end an archive. Found: an archive of that size is looked into to its end.
   */
  public static Sample tarWithEicarLast(long size) {
    long filler = Math.max(0, size - 6 * TAR_BLOCK) / TAR_BLOCK * TAR_BLOCK;
    byte[] head = tarHeader("filler.bin", filler);
    byte[] tail =
        concat(
            concat(tarHeader(newName(), Eicar.SIZE), padded(Eicar.bytes())),
            new byte[2 * TAR_BLOCK]);
    return new ProbeSamples(
        "tar with EICAR last",
        head.length + filler + tail.length,
        () ->
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(
                        new ByteArrayInputStream(head),
                        new Filler(filler, (byte) 0),
                        new ByteArrayInputStream(tail)))));
  }

  /**
   * The same in a zip, deflated: a thousandth of its size to be sent. Found: there is room for it
   * when it is unpacked, too. Some engines take it for a bomb.
   */
  static Sample deflatedTarWithEicarLast(long size) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped);
        InputStream tar = tarWithEicarLast(size).open()) {
      zip.putNextEntry(new ZipEntry("large.tar"));
      tar.transferTo(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of("deflated tar with EICAR last", zipped.toByteArray());
  }

  /**
   * Clean to this is the weakness.
   *
   * @param limit the largest file in bytes that the engine is proven to scan
   */
  static Sample of(Weakness weakness, long limit) {
    return switch (weakness) {
      case LIMIT -> tarWithEicarFirst(limit + 1);
      case NO_ARCHIVES -> tarWithEicarFirst(SMALLEST_TAR);
      case ZIP -> zipWithEicar();
      case PDF -> pdfWithEicar();
      case END_OF_ARCHIVES -> tarWithEicarLast(limit);
      case BEYOND_LIMITS -> nestedZip();
      case OLE2 -> of("EICAR in an OLE2 document", EicarDocuments.ole2());
      case MAIL -> in(ContainerKind.MAIL);
      case HTML -> htmlWithEicar(0);
      case LARGE_HTML -> htmlWithEicar(limit);
      case ENCRYPTED -> encryptedZip();
    };
  }

  /** A page of {@code size} bytes, of a few if that is less, with EICAR at its end. */
  static Sample htmlWithEicar(long size) {
    byte[] before = EicarDocuments.htmlBefore();
    byte[] after = EicarDocuments.htmlAfter();
    long blanks = Math.max(0, size - before.length - after.length);
    return new ProbeSamples(
        "EICAR in HTML",
        before.length + blanks + after.length,
        () ->
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(
                        new ByteArrayInputStream(before),
                        new Filler(blanks, (byte) ' '),
                        new ByteArrayInputStream(after)))));
  }

  private static String newName() {
    return "eicar-" + UUID.randomUUID() + ".com";
  }

  private static Sample of(String name, byte[] content) {
    return new ProbeSamples(name, content.length, () -> new ByteArrayInputStream(content));
  }

  static byte[] tarHeader(String name, long size) {
    byte[] header = new byte[TAR_BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "00000000000\0");
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  static byte[] padded(byte[] content) {
    return Arrays.copyOf(content, (content.length + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] nested() {
    byte[] content = "Scangate asks: how deep do you look?\n".getBytes(US_ASCII);
    for (int depth = 0; depth < NESTING; depth++) {
      content = zip(depth == 0 ? "probe.txt" : "nested.zip", content);
    }
    return content;
  }

  private static byte[] zip(String name, byte[] content) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  @Override
  public Origin origin() {
    return Origin.of("probe");
  }

  @Override
  public Optional<String> sha256() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path() {
    return Optional.empty();
  }

  @Override
  public InputStream open() {
    return content.get();
  }

  private static final class Filler extends InputStream {
    private final byte content;
    private long left;

    Filler(long count, byte content) {
      this.left = count;
      this.content = content;
    }

    @Override
    public int read() {
      return left-- > 0 ? content : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return length == 0 ? 0 : -1;
      }
      int n = (int) Math.min(length, left);
      Arrays.fill(bytes, offset, offset + n, content);
      left -= n;
      return n;
    }
  }
}
