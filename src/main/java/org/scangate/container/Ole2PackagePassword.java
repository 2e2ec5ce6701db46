package org.scangate.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.scangate.container.Ole2DefaultPassword.bytes;
import static org.scangate.container.Ole2DefaultPassword.joined;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies a password of an encrypted OOXML document, by its stream EncryptionInfo. By
 * [MS-OFFCRYPTO], whose chapters are named here. A broken stream is some RuntimeException.
 */
final class Ole2PackagePassword {

  private static final int STANDARD_ROUNDS = 50_000;

  /** Office writes 100,000, which take some 50 ms. */
  private static final int MAX_ROUNDS = 200_000;

  private static final byte[] VERIFIER = {
    (byte) 0xfe, (byte) 0xa7, (byte) 0xd2, 0x76, 0x3b, 0x4b, (byte) 0x9e, 0x79
  };
  private static final byte[] VERIFIER_HASH = {
    (byte) 0xd7, (byte) 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e
  };

  private Ole2PackagePassword() {}

  static boolean opens(ByteBuffer in, byte[] password) throws GeneralSecurityException {
    int major = in.getShort();
    int minor = in.getShort();
    if (major == 4 && minor == 4) {
      in.getInt();
      return agile(new String(bytes(in, in.remaining()), ISO_8859_1), password);
    }
    return minor == 2 && standard(in, password);
  }

  /** By AES and SHA-1 (2.3.4.5 to 2.3.4.9). */
  private static boolean standard(ByteBuffer in, byte[] password) throws GeneralSecurityException {
    Ole2DefaultPassword.CryptoApiHeader header = Ole2DefaultPassword.CryptoApiHeader.read(in);
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    byte[] hash = iterated(sha1, header.salt, password, STANDARD_ROUNDS);
    hash = sha1.digest(Arrays.copyOf(hash, hash.length + 4)); // Of block 0.
    byte[] derived = joined(padded(sha1, hash, 0x36), padded(sha1, hash, 0x5c));
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    SecretKeySpec key = new SecretKeySpec(Arrays.copyOf(derived, header.keyBits / 8), "AES");
    aes.init(Cipher.DECRYPT_MODE, key);
    byte[] verifier = aes.doFinal(bytes(in, 16));
    in.getInt(); // The size of the hash.
    byte[] verifierHash = aes.doFinal(bytes(in, 32));
    return Arrays.equals(sha1.digest(verifier), Arrays.copyOf(verifierHash, 20));
  }

  private static byte[] padded(MessageDigest sha1, byte[] hash, int pad) {
    byte[] block = new byte[64];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) (pad ^ (i < hash.length ? hash[i] : 0));
    }
    return sha1.digest(block);
  }

  /** By what an XML document says (2.3.4.10 to 2.3.4.13), in the element for a password. */
  private static boolean agile(String xml, byte[] password) throws GeneralSecurityException {
    String element = passwordElement(xml);
    int rounds = Integer.parseInt(attribute(element, "spinCount"));
    int keyBits = Integer.parseInt(attribute(element, "keyBits"));
    if (rounds > MAX_ROUNDS
        || keyBits > Ole2DefaultPassword.MAX_KEY_BITS
        || !attribute(element, "cipherAlgorithm").equals("AES")
        || !attribute(element, "cipherChaining").equals("ChainingModeCBC")) {
      return false;
    }
    // SHA1, SHA-1 and SHA512 are all written.
    String name = attribute(element, "hashAlgorithm").replace("-", "").replace("SHA", "SHA-");
    MessageDigest digest = MessageDigest.getInstance(name);
    byte[] salt = base64(element, "saltValue");
    byte[] hash = iterated(digest, salt, password, rounds);
    IvParameterSpec iv = new IvParameterSpec(filled(salt, 16));
    byte[] verifierKey = filled(digest.digest(joined(hash, VERIFIER)), keyBits / 8);
    byte[] verifier = decrypted(base64(element, "encryptedVerifierHashInput"), verifierKey, iv);
    byte[] hashKey = filled(digest.digest(joined(hash, VERIFIER_HASH)), keyBits / 8);
    byte[] verifierHash = decrypted(base64(element, "encryptedVerifierHashValue"), hashKey, iv);
    byte[] expected = digest.digest(Arrays.copyOf(verifier, salt.length));
    return Arrays.equals(expected, Arrays.copyOf(verifierHash, expected.length));
  }

  /** {@code <p:encryptedKey spinCount="100000" …/>}; one for a certificate has no rounds. */
  private static String passwordElement(String xml) {
    int from = xml.indexOf("encryptedKey ");
    while (from >= 0) {
      String element = xml.substring(from, xml.indexOf('>', from));
      if (element.contains(" spinCount=")) {
        return element;
      }
      from = xml.indexOf("encryptedKey ", from + 1);
    }
    throw new IllegalArgumentException("no key for a password");
  }

  private static String attribute(String element, String name) {
    int from = element.indexOf(" " + name + "=\"") + name.length() + 3;
    if (from < name.length() + 3) {
      throw new IllegalArgumentException("no " + name);
    }
    return element.substring(from, element.indexOf('"', from));
  }

  private static byte[] base64(String element, String name) {
    return Base64.getDecoder().decode(attribute(element, name));
  }

  private static byte[] decrypted(byte[] bytes, byte[] key, IvParameterSpec iv)
      throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
    aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), iv);
    return aes.doFinal(bytes);
  }

  /** What is short of its length is filled up so (2.3.4.11, 2.3.4.12). */
  private static byte[] filled(byte[] bytes, int length) {
    byte[] filled = Arrays.copyOf(bytes, length);
    if (length > bytes.length) {
      Arrays.fill(filled, bytes.length, length, (byte) 0x36);
    }
    return filled;
  }

  private static byte[] iterated(MessageDigest digest, byte[] salt, byte[] password, int rounds) {
    digest.update(salt);
    byte[] hash = digest.digest(password);
    byte[] number = new byte[4];
    for (int i = 0; i < rounds; i++) {
      for (int b = 0; b < 4; b++) {
        number[b] = (byte) (i >> (8 * b));
      }
      digest.update(number);
      hash = digest.digest(hash);
    }
    return hash;
  }
}
