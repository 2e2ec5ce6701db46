package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.scangate.scan.ContentException;

/**
 * What exceptions there are, in a file beside the journal's: the database may be away at the next
 * start, and what is blocked stays blocked. Replaced whole.
 */
final class ExceptionFile {

  private static final int FORMAT = 1;
  private static final byte NOTHING = 2;

  private final Path file;

  ExceptionFile(Path folder) {
    this.file = folder.resolve("exceptions");
  }

  /**
   * What was written last; empty where nothing was.
   *
   * @throws IOException when it cannot be read or is damaged
   */
  Optional<List<KnownException>> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] all = Files.readAllBytes(file);
    int length = all.length - Long.BYTES;
    if (length < 0 || checksum(all, length) != ByteBuffer.wrap(all).getLong(length)) {
      throw new IOException("it is damaged: " + file);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(all, 0, length));
    if (in.readInt() != FORMAT) {
      throw new IOException("it was written by another version of Scangate: " + file);
    }
    List<KnownException> known = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      known.add(read(in));
    }
    return Optional.of(known);
  }

  private static KnownException read(DataInputStream in) throws IOException {
    ContentException exception =
        new ContentException(
            new UUID(in.readLong(), in.readLong()),
            in.readBoolean() ? ContentException.Kind.ALLOWED : ContentException.Kind.BLOCKED,
            text(in),
            in.readLong(),
            text(in),
            text(in),
            time(in),
            time(in));
    boolean ended = in.readBoolean();
    Instant learned = time(in);
    byte told = in.readByte();
    return new KnownException(exception, ended, learned, told == NOTHING ? null : told == 1);
  }

  /** Puts it in the place of what was there, and on the disk. */
  void write(Collection<KnownException> known) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(FORMAT);
    out.writeInt(known.size());
    for (KnownException one : known) {
      write(out, one);
    }
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    Path temporary = file.resolveSibling("exceptions.new");
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      FolderLock.keepPrivate(temporary);
      ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(DataOutputStream out, KnownException known) throws IOException {
    ContentException exception = known.exception();
    out.writeLong(exception.id().getMostSignificantBits());
    out.writeLong(exception.id().getLeastSignificantBits());
    out.writeBoolean(exception.kind() == ContentException.Kind.ALLOWED);
    text(out, exception.sha256());
    out.writeLong(exception.size());
    text(out, exception.by());
    text(out, exception.reason());
    time(out, exception.begins());
    time(out, exception.ends());
    out.writeBoolean(known.ended());
    time(out, known.learned());
    out.writeByte(known.told() == null ? NOTHING : known.told() ? 1 : 0);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }

  private static void time(DataOutputStream out, Instant at) throws IOException {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  private static Instant time(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }
}
