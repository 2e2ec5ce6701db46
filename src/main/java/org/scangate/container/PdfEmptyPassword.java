package org.scangate.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a PDF of the standard security handler opens by the empty user password. The algorithms
 * are those of ISO 32000-2, 7.6.4; revision 5 is Adobe's supplement to ISO 32000-1, extension level
 * 3. What is not understood does not open.
 */
final class PdfEmptyPassword {

  /** What a password is filled up with: all of it where it is empty. */
  private static final byte[] PADDING = {
    0x28,
    (byte) 0xbf,
    0x4e,
    0x5e,
    0x4e,
    0x75,
    (byte) 0x8a,
    0x41,
    0x64,
    0x00,
    0x4e,
    0x56,
    (byte) 0xff,
    (byte) 0xfa,
    0x01,
    0x08,
    0x2e,
    0x2e,
    0x00,
    (byte) 0xb6,
    (byte) 0xd0,
    0x68,
    0x3e,
    (byte) 0x80,
    0x2f,
    0x0c,
    (byte) 0xa9,
    (byte) 0xfe,
    0x64,
    0x53,
    0x69,
    0x7a
  };

  private PdfEmptyPassword() {}

  /**
   * @param id the first half of the file's identifier
   */
  static boolean opens(PdfValue.Dictionary encrypt, byte[] id) {
    byte[] user = bytes(encrypt, "U");
    long revision = encrypt.number("R", 0);
    try {
      if (revision >= 2 && revision <= 4) {
        return user.length >= 32 && opensByRc4(encrypt, user, id);
      }
      if (revision < 5 || revision > 6 || user.length < 40) {
        return false;
      }
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(Arrays.copyOfRange(user, 32, 40)); // The salt for this.
      hash = revision == 6 ? hardened(hash) : hash;
      return Arrays.equals(hash, Arrays.copyOf(user, 32));
    } catch (GeneralSecurityException notUnderstood) {
      return false;
    }
  }

  /** Algorithms 2 and 6; also where AES encrypts the rest (revision 4). */
  private static boolean opensByRc4(PdfValue.Dictionary encrypt, byte[] user, byte[] id)
      throws GeneralSecurityException {
    long revision = encrypt.number("R", 0);
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(PADDING);
    md5.update(Arrays.copyOf(bytes(encrypt, "O"), 32));
    int permissions = (int) encrypt.number("P", 0);
    for (int shift = 0; shift < 32; shift += 8) {
      md5.update((byte) (permissions >> shift));
    }
    md5.update(id);
    if (revision == 4 && encrypt.get("EncryptMetadata").equals(new PdfValue.Word("false"))) {
      md5.update(new byte[] {-1, -1, -1, -1});
    }
    byte[] hash = md5.digest();
    // Length is missing or wrong in many files, and readers guess.
    long[] lengths = {encrypt.number("Length", 40) / 8, 16, 5};
    for (long length : lengths) {
      if (length >= 5
          && length <= 16
          && (revision == 2
              ? confirmsInRevision2(user, Arrays.copyOf(hash, (int) length))
              : confirms(user, id, stretched(md5, hash, (int) length)))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] stretched(MessageDigest md5, byte[] hash, int length) {
    byte[] key = Arrays.copyOf(hash, length);
    for (int i = 0; i < 50; i++) {
      key = Arrays.copyOf(md5.digest(key), length);
    }
    return key;
  }

  /** Algorithm 4. */
  private static boolean confirmsInRevision2(byte[] user, byte[] key)
      throws GeneralSecurityException {
    return Arrays.equals(rc4(key, PADDING), Arrays.copyOf(user, 32));
  }

  /** Algorithm 5. */
  private static boolean confirms(byte[] user, byte[] id, byte[] key)
      throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(PADDING);
    byte[] expected = md5.digest(id);
    byte[] roundKey = new byte[key.length];
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < key.length; i++) {
        roundKey[i] = (byte) (key[i] ^ round);
      }
      expected = rc4(roundKey, expected);
    }
    return Arrays.equals(expected, Arrays.copyOf(user, 16));
  }

  private static byte[] rc4(byte[] key, byte[] bytes) throws GeneralSecurityException {
    Cipher rc4 = Cipher.getInstance("ARCFOUR");
    rc4.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
    return rc4.doFinal(bytes);
  }

  /** Algorithm 2.B, for the empty password: 64 rounds at least, 288 at most. */
  private static byte[] hardened(byte[] sha256) throws GeneralSecurityException {
    byte[] key = sha256;
    Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
    for (int round = 1; ; round++) {
      byte[] repeated = new byte[64 * key.length];
      for (int i = 0; i < repeated.length; i++) {
        repeated[i] = key[i % key.length];
      }
      aes.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, 0, 16, "AES"),
          new IvParameterSpec(key, 16, 16));
      byte[] encrypted = aes.doFinal(repeated);
      int sum = 0; // The first 16 bytes as a number, modulo 3: 256 is 1 modulo 3.
      for (int i = 0; i < 16; i++) {
        sum += encrypted[i] & 0xff;
      }
      String[] digests = {"SHA-256", "SHA-384", "SHA-512"};
      key = MessageDigest.getInstance(digests[sum % 3]).digest(encrypted);
      if (round >= 64 && (encrypted[encrypted.length - 1] & 0xff) <= round - 32) {
        return Arrays.copyOf(key, 32);
      }
    }
  }

  private static byte[] bytes(PdfValue.Dictionary encrypt, String name) {
    return encrypt.get(name) instanceof PdfValue.Text text
        ? text.latin1().getBytes(ISO_8859_1)
        : new byte[0];
  }
}
