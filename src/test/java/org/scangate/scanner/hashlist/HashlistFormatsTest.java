package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form of a list is understood, with the names that it gives. */
class HashlistFormatsTest {

  private static final KnownBad ONE = new KnownBad("one");
  private static final KnownBad TWO = new KnownBad("two");
  private static final KnownBad THREE = new KnownBad("three");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s Bad.Thing-1",
        "%s\tBad.Thing-1",
        "%s,Bad.Thing-1",
        "%s, \"Bad.Thing-1\"",
        "%s;Bad.Thing-1",
        "%s *Bad.Thing-1",
        "  %s  Bad.Thing-1  ",
        "\\%s  Bad.Thing-1",
        "\"%s\",\"Bad.Thing-1\""
      })
  void aPlainLineIsADigestAndPerhapsAName(String line) throws IOException {
    for (DigestKind kind : DigestKind.values()) {
      Lists lists = read(line.formatted(ONE.hex(kind)));
      assertEquals(Optional.of("Bad.Thing-1"), ONE.nameIn(lists), kind + " in " + line);
      assertEquals(1, lists.size());
      assertEquals(Optional.empty(), TWO.nameIn(lists));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256 (%s) = %s", "  SHA2-256 (%s) = %s  ", "MD5 (%s) = %s\r"})
  void whatBsdWritesIsADigestAndAName(String line) throws IOException {
    for (String name : List.of("bad.exe", "a (1) = b.exe", ")")) {
      for (DigestKind kind : DigestKind.values()) {
        Lists lists = read(line.formatted(name, ONE.hex(kind)));
        assertEquals(Optional.of(name), ONE.nameIn(lists), kind + " in " + line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256 () = %s0", "SHA256 (x)= %s", "SHA256 x) = %s", " (x) = %s"})
  void whatOnlyResemblesItIsNotUnderstood(String line) throws IOException {
    assertEquals(1, read(line.formatted(ONE.sha256()), TWO.sha256()).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void aListInUtf16IsRead(String charset) throws IOException {
    String text = "\ufeff# hérisson\r\n" + ONE.sha256() + "  Böse\r\n" + TWO.md5() + "\r\n";
    Path list = folder.resolve("bad.txt");
    Files.write(list, text.repeat(400).getBytes(Charset.forName(charset)));
    Lists lists = KnownBad.read(list);
    assertEquals(Optional.of("Böse"), ONE.nameIn(lists));
    assertEquals(2, lists.size());
  }

  @Test
  void aFileWithoutANameIsToldByItsListsName() throws IOException {
    Lists lists = read("# known bad files", "", ONE.sha256().toUpperCase(Locale.ROOT), TWO.md5());
    assertEquals(Optional.of("Hashlist.bad.txt"), ONE.nameIn(lists));
    assertEquals(Optional.of("Hashlist.bad.txt"), TWO.nameIn(lists));
  }

  @Test
  void ofTwoListsTheOneThatHasANameForAFileNamesIt() throws IOException {
    Path bare = Files.writeString(folder.resolve("bare.txt"), ONE.sha256() + "\n" + TWO.sha256());
    Path named = Files.writeString(folder.resolve("named.txt"), ONE.sha256() + " Bad.Thing-1");
    Lists lists = KnownBad.read(bare, named);
    assertEquals(Optional.of("Bad.Thing-1"), ONE.nameIn(lists));
    assertEquals(Optional.of("Hashlist.bare.txt"), TWO.nameIn(lists));
    assertEquals(2, lists.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"# SHA256, name", "# name, hash", "# type, value", "# md5; family"})
  void aCommentThatLooksLikeAHeaderHidesNoDigest(String comment) throws IOException {
    Lists lists = read(comment, ONE.sha256() + ",", TWO.sha256(), THREE.sha256() + " Bad.Thing-3");
    assertEquals(Optional.of("Hashlist.bad.txt"), ONE.nameIn(lists));
    assertEquals(Optional.of("Hashlist.bad.txt"), TWO.nameIn(lists));
    assertEquals(Optional.of("Bad.Thing-3"), THREE.nameIn(lists));
  }

  @Test
  void clamavsHashesAreFoundWithAndWithoutASizeAndLevels() throws IOException {
    Lists lists =
        read(
            ONE.md5() + ":17387:Win.Trojan.One-1",
            TWO.sha1() + ":*:Win.Trojan.Two-2:73",
            THREE.sha256() + ":44:Win.Trojan.Three-3:73:255");
    assertEquals(Optional.of("Win.Trojan.One-1"), ONE.nameIn(lists));
    assertEquals(Optional.of("Win.Trojan.Two-2"), TWO.nameIn(lists));
    assertEquals(Optional.of("Win.Trojan.Three-3"), THREE.nameIn(lists));
  }

  @Test
  void mispsAttributesAreFilesOnlyWhereTheirTypeSaysSo() throws IOException {
    String start = "5f1e2d3c-0000-4000-8000-00000000000%d,1287,\"Payload delivery\",";
    String end = ",\"seen, they say, in a \"\"mail\"\"\",1,1606226400,,,,,";
    Lists lists =
        read(
            "uuid,event_id,category,type,value,comment,to_ids,date,object_relation,attribute_tag,"
                + "object_uuid,object_name,object_meta_category",
            start.formatted(1) + "sha256,\"" + ONE.sha256() + "\"" + end,
            start.formatted(2) + "filename|md5,\"in|voice.exe|" + TWO.md5() + "\"" + end,
            start.formatted(3) + "malware-sample,\"x.js|" + THREE.md5() + "\"" + end,
            start.formatted(4) + "imphash," + new KnownBad("imphash").md5() + end,
            start.formatted(5) + "domain,bad.example.org" + end,
            start.formatted(6) + "comment,\"two\nlines\"" + end);
    assertEquals(Optional.of("Hashlist.bad.txt"), ONE.nameIn(lists));
    assertEquals(Optional.of("Hashlist.bad.txt"), TWO.nameIn(lists));
    assertEquals(Optional.of("Hashlist.bad.txt"), THREE.nameIn(lists));
    assertEquals(3, lists.size());
    assertEquals(1, lists.advice("list").size(), () -> lists.advice("list").toString());
  }

  @Test
  void malwareBazaarsHeaderIsACommentAndItsSignatureTheName() throws IOException {
    String row =
        "\"2026-11-24 05:46:57\", \"%s\", \"%s\", \"%s\", \"reporter\", \"a, \"\"b\"\".exe\", \"exe\", "
            + "\"application/x-dosexec\", \"%s\", \"n/a\", \"61.11\", \"%s\", \"768:x\", \"T1AB\"";
    Lists lists =
        read(
            "################################################################",
            "# MalwareBazaar recent malware samples (CSV)                   #",
            "################################################################",
            "#",
            "# \"first_seen_utc\",\"sha256_hash\",\"md5_hash\",\"sha1_hash\",\"reporter\",\"file_name\","
                + "\"file_type_guess\",\"mime_type\",\"signature\",\"clamav\",\"vtpercent\","
                + "\"imphash\",\"ssdeep\",\"tlsh\"",
            row.formatted(ONE.sha256(), ONE.md5(), ONE.sha1(), "AgentTesla", THREE.md5()),
            row.formatted("n/a", TWO.md5(), "", "n/a", THREE.md5()),
            "# Number of entries: 2");
    assertEquals(Optional.of("AgentTesla"), ONE.nameIn(lists));
    assertEquals(Optional.of("Hashlist.bad.txt"), TWO.nameIn(lists));
    assertEquals(Optional.empty(), THREE.nameIn(lists), "an imphash is no digest of a file");
    assertEquals(2, lists.size(), "one digest a row, the best");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date,SHA-256,malware_name",
        "date;sha256_hash;family",
        "\"date\"\t\"sha256sum\"\t\"threat\"",
        "date,hash,virus"
      })
  void anyCsvWithAHeaderThatNamesDigests(String header) throws IOException {
    String row = header.replaceFirst("date", "2026-11-24").replaceFirst("\\w+(?=\\W*$)", "Bad-1");
    String filled = row.replaceFirst("(SHA-256|sha256_hash|sha256sum|hash)", ONE.sha256());
    assertEquals(Optional.of("Bad-1"), ONE.nameIn(read(header, filled)), filled);
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreNoPartOfIt() throws IOException {
    String plain = "\ufeff" + ONE.sha256() + "\r\n" + TWO.sha256() + " Bad.Thing-2\r\n";
    Lists lists = KnownBad.read(Files.writeString(folder.resolve("bad.txt"), plain));
    assertEquals(Optional.of("Hashlist.bad.txt"), ONE.nameIn(lists));
    assertEquals(Optional.of("Bad.Thing-2"), TWO.nameIn(lists));
    String csv = "\ufeffsha1,signature\r\n" + THREE.sha1() + ",Bad.Thing-3\r\n";
    lists = KnownBad.read(Files.writeString(folder.resolve("bad.csv"), csv));
    assertEquals(Optional.of("Bad.Thing-3"), THREE.nameIn(lists));
    assertEquals(1, lists.advice("list").size(), "nothing to mend");
  }

  @Test
  void bytesThatAreNoUtf8DoNotStopIt() throws IOException {
    byte[] latin = (ONE.sha256() + " B\u00f6se\n" + TWO.sha256() + "\n").getBytes(ISO_8859_1);
    Lists lists = KnownBad.read(Files.write(folder.resolve("bad.txt"), latin));
    assertEquals(Optional.of("B\ufffdse"), ONE.nameIn(lists));
    assertEquals(Optional.of("Hashlist.bad.txt"), TWO.nameIn(lists));
    assertEquals(Optional.of("B\u00f6se"), ONE.nameIn(read(ONE.sha256() + " B\u00f6se")));
  }

  private Lists read(String... lines) throws IOException {
    return KnownBad.read(Files.write(folder.resolve("bad.txt"), List.of(lines), UTF_8));
  }
}
