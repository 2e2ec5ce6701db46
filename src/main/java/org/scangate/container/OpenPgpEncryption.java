package org.scangate.container;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Whether a file is an encrypted OpenPGP message (RFC 9580), armored or not: then a packet with a
 * session key, or one of encrypted data, is the first that counts. Keys, signatures, and messages
 * that are signed or compressed alone are none. The bytes of packets resemble those of texts and
 * images, so what follows in them must fit too.
 */
final class OpenPgpEncryption {

  private static final int PUBLIC_KEY_SESSION_KEY = 1;
  private static final int SIGNATURE = 2;
  private static final int PASSWORD_SESSION_KEY = 3;
  private static final int ONE_PASS_SIGNATURE = 4;
  private static final int ENCRYPTED = 9;
  private static final int MARKER = 10;
  private static final int ENCRYPTED_AND_GUARDED = 18;
  private static final int ENCRYPTED_BY_AEAD = 20;
  private static final int PADDING = 21;

  private static final byte[] ARMOR = "-----BEGIN PGP MESSAGE".getBytes(US_ASCII);

  /** Programs pass over a text before the armor. */
  private static final int MAX_BEFORE_ARMOR = 1024;

  private static final int MAX_ARMOR_HEADERS = 4096;

  /** Holds the session key for an RSA key of 16,384 bits. */
  private static final int MAX_DEARMORED = 3072;

  private static final int MAX_PACKETS = 1000;

  private static final Optional<String> MESSAGE = Optional.of("an OpenPGP message");

  private OpenPgpEncryption() {}

  static Optional<String> of(PagedBytes file) throws IOException, BrokenFileException {
    if (file.at(0) >= 0x80) {
      return isEncrypted(file, false) ? MESSAGE : Optional.empty();
    }
    long armor = file.find(ARMOR, 0, MAX_BEFORE_ARMOR);
    while (armor >= 0) {
      if (beginsALine(file, armor)) {
        PagedBytes message = PagedBytes.of(dearmored(file, armor));
        return isEncrypted(message, true) ? MESSAGE : Optional.empty();
      }
      armor = file.find(ARMOR, armor + 1, MAX_BEFORE_ARMOR);
    }
    return Optional.empty();
  }

  private static boolean beginsALine(PagedBytes file, long place) throws IOException {
    int before = place == 0 ? '\n' : file.at(place - 1);
    return before == '\n' || before == '\r';
  }

  /**
   * @param cut whether these are the first bytes alone
   */
  private static boolean isEncrypted(PagedBytes message, boolean cut)
      throws IOException, BrokenFileException {
    message.seek(0);
    for (int i = 0; i < MAX_PACKETS; i++) {
      Packet packet = Packet.read(message);
      switch (packet.tag) {
        case SIGNATURE, ONE_PASS_SIGNATURE, MARKER, PADDING -> message.seek(packet.end(message));
        case PUBLIC_KEY_SESSION_KEY, PASSWORD_SESSION_KEY -> {
          return isSessionKey(message, packet) && (cut || isFollowed(message, packet));
        }
        case ENCRYPTED_AND_GUARDED, ENCRYPTED_BY_AEAD -> {
          int version = message.at(packet.from);
          return (version == 1 || version == 2) && (cut || endsWithTheFile(message, packet));
        }
        case ENCRYPTED -> {
          return cut || (!packet.unsaid && endsWithTheFile(message, packet));
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean isSessionKey(PagedBytes message, Packet packet)
      throws IOException, BrokenFileException {
    if (packet.partial || packet.length < 4) {
      return false;
    }
    int version = message.at(packet.from);
    if (packet.tag == PASSWORD_SESSION_KEY) {
      return isPasswordSessionKey(message, packet.from, version);
    }
    if (version == 6) {
      int recipient = message.at(packet.from + 1); // anonymous, or of a key of version 4 or 6
      return recipient == 0 || recipient == 21 || recipient == 33;
    }
    // Its algorithm, as of RSA or ML-KEM, comes after the 8 bytes of a key's id; then numbers.
    return (version == 2 || version == 3)
        && packet.length >= 12
        && isKnown(message.at(packet.from + 9), 36);
  }

  private static boolean isPasswordSessionKey(PagedBytes message, long from, int version)
      throws IOException {
    return switch (version) {
      case 4 -> isCipher(message.at(from + 1)) && isFromPassword(message.at(from + 2));
      case 5 ->
          isCipher(message.at(from + 1))
              && isAead(message.at(from + 2))
              && isFromPassword(message.at(from + 3));
      case 6 ->
          isCipher(message.at(from + 2))
              && isAead(message.at(from + 3))
              && isFromPassword(message.at(from + 5));
      default -> false;
    };
  }

  private static boolean isCipher(int algorithm) {
    return isKnown(algorithm, 31);
  }

  private static boolean isAead(int algorithm) {
    return isKnown(algorithm, 7);
  }

  /** How a key is made from a password: the first way is 0. */
  private static boolean isFromPassword(int kind) {
    return kind == 0 || isKnown(kind, 7);
  }

  /** With room for those to come, and those of private use. */
  private static boolean isKnown(int algorithm, int last) {
    return (algorithm >= 1 && algorithm <= last) || (algorithm >= 100 && algorithm <= 110);
  }

  private static boolean isFollowed(PagedBytes message, Packet packet)
      throws IOException, BrokenFileException {
    message.seek(packet.end(message));
    int tag = Packet.read(message).tag;
    return tag == PUBLIC_KEY_SESSION_KEY
        || tag == PASSWORD_SESSION_KEY
        || tag == ENCRYPTED
        || tag == ENCRYPTED_AND_GUARDED
        || tag == ENCRYPTED_BY_AEAD
        || tag == MARKER
        || tag == PADDING;
  }

  /**
   * Of encrypted data that nothing comes before: without this, a text in Latin-1 would be some. Nor
   * is its length left out, as of old: else each file that begins with byte A7, a paragraph sign,
   * would be some.
   */
  private static boolean endsWithTheFile(PagedBytes message, Packet packet)
      throws IOException, BrokenFileException {
    Packet part = packet;
    for (int parts = 0; part.partial; parts++) {
      if (parts == MAX_PACKETS) {
        return true;
      }
      message.seek(part.end(message));
      part = Packet.part(message, packet.tag);
    }
    return part.from + part.length == message.size() && message.size() - packet.from > 18;
  }

  private static byte[] dearmored(PagedBytes file, long armor) throws IOException {
    long place = afterHeaders(file, armor);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    for (int c = file.at(place); c >= 0 && out.size() < MAX_DEARMORED; c = file.at(++place)) {
      int value = BASE64.indexOf(c);
      if (value >= 0) {
        held = held << 6 | value;
        bits += 6;
        if (bits >= 8) {
          bits -= 8;
          out.write(held >> bits);
        }
      } else if (c > ' ') {
        break;
      }
    }
    return out.toByteArray();
  }

  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** After the first blank line. */
  private static long afterHeaders(PagedBytes file, long armor) throws IOException {
    boolean blank = false;
    for (long place = armor; place < armor + MAX_ARMOR_HEADERS; place++) {
      int c = file.at(place);
      if (c == '\n') {
        if (blank) {
          return place + 1;
        }
        blank = true;
      } else if (c > ' ') {
        blank = false;
      }
    }
    return file.size();
  }

  /**
   * @param partial whether another part follows this one
   * @param unsaid whether no length is said: all the rest
   */
  private record Packet(int tag, long from, long length, boolean partial, boolean unsaid) {

    static Packet read(PagedBytes message) throws IOException, BrokenFileException {
      int first = message.next();
      if (first < 0x80) {
        throw new BrokenFileException();
      }
      if (first >= 0xc0) {
        return part(message, first & 0x3f);
      }
      int tag = first >> 2 & 15;
      int kind = first & 3;
      long length = kind == 3 ? message.size() - message.position() : big(message, 1 << kind);
      return new Packet(tag, message.position(), length, false, kind == 3);
    }

    static Packet part(PagedBytes message, int tag) throws IOException, BrokenFileException {
      int first = message.next();
      boolean partial = first >= 0xe0 && first < 0xff;
      long length;
      if (partial) {
        length = 1L << (first & 0x1f);
      } else if (first < 0xc0) {
        length = first;
      } else {
        length = first == 0xff ? big(message, 4) : ((first - 0xc0) << 8) + message.next() + 0xc0;
      }
      return new Packet(tag, message.position(), length, partial, false);
    }

    private static long big(PagedBytes message, int bytes) throws IOException, BrokenFileException {
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        value = value << 8 | message.next();
      }
      return value;
    }

    long end(PagedBytes message) throws BrokenFileException {
      if (length > message.size() - from) {
        throw new BrokenFileException();
      }
      return from + length;
    }
  }
}
