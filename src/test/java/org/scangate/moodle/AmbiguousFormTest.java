package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.moodle.Reply.Status;
import org.scangate.scan.DataSize;
import org.scangate.scan.Eicar;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.spool.Spool;
import org.scangate.scanner.hashlist.Hashlist;
import org.scangate.scanner.hashlist.HashlistSettings;

/** A form that two readers would take apart in two ways is refused, whatever is in it. */
class AmbiguousFormTest {

  private static final DataSize LIMIT = DataSize.parse("256K");
  private static final String TYPE = "multipart/form-data; boundary=";
  private static final String FILE = "Content-Disposition: form-data; name=\"scanfile\"";
  private static final String EICAR = new String(Eicar.bytes(), ISO_8859_1);

  /** The second file of each form: it must be found, or the form refused. */
  private static final String INFECTED = "\r\n" + FILE + "\r\n\r\n" + EICAR;

  private static final String CLEAN = "\r\n" + FILE + "\r\n\r\nclean";

  @TempDir Path folder;

  private final ScanService scans =
      new ScanService(
          List.of(new Hashlist(new HashlistSettings("hashlist", List.of()))),
          VerdictCache.NONE,
          LIMIT,
          Duration.ofSeconds(10),
          report -> {});

  @AfterEach
  void close() {
    scans.close();
  }

  /** {@code B} is the boundary, {@code |} a CRLF. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--BCLEAN|--BxINFECTED|--B--|", // the boundary begins another line
        "--BCLEAN|--B-INFECTED|--B--|",
        "--BCLEAN|--B--xINFECTED|--B--|", // and another one after the last
        "--BCLEAN|--Bxy" + FILE + "||EICAR|--B--|",
        "--BCLEAN|--B xINFECTED|--B--|", // padded, and going on
        "--BCLEAN|--B \n" + FILE + "||EICAR|--B--|",
        "--BCLEAN|--B --|",
        "--BCLEAN|--B-- x|",
        "--BCLEAN|--B--  |--BINFECTED|--B--|",
        "--BCLEAN\n--BINFECTED|--B--|", // line ends
        "--BCLEAN\r--BINFECTED|--B--|",
        "--BCLEAN\n--B\nx: y|--B--|",
        "--BCLEAN|--B\r\rINFECTED|--B--|",
        "--BCLEAN|--B\n|--B--|",
        "\n--BCLEAN|--B--|",
        "--B|" + FILE + "||--BINFECTED|--B--|", // an empty content, or one that begins so
        "--B|" + FILE + "||\n--BINFECTED|--B--|",
        "--B|" + FILE + "|--BINFECTED|--B--|", // in place of a header
        "--BCLEAN|--B--|--BINFECTED|--B--|", // after the last
        "--BCLEAN|--B--trailer",
        "--BCLEAN|--B--\rx",
        "x--BINFECTED|--BCLEAN|--B--|", // before the first
        "--Bx|--BCLEAN|--B--|",
        "a|--Bx|b|--BCLEAN|--B--|",
        "preamble\n--BINFECTED|--BCLEAN|--B--|",
        "--B--|--BINFECTED|--BCLEAN|--B--|",
        "--B|: x|" + FILE + "||INFECTED|--B--|", // header lines
        "--B|x|" + FILE + "||clean|--B--|",
        "--B| " + FILE + "||clean|--B--|",
        "--B|Content-Disposition : form-data; name=scanfile||clean|--B--|",
        "--B|" + FILE + "\r||clean|--B--|",
        "--B|X: \u0000|" + FILE + "||clean|--B--|",
        "--B|" + FILE + "; filename=\"a\\\"; x=\"b\"||clean|--B--|",
        "--B|" + FILE + "; filename=\"; name=other\"||clean|--B--|",
        "--B|" + FILE + "; name*=utf-8''other||clean|--B--|",
        "--B|" + FILE + "; name*0=other||clean|--B--|",
        "--B|" + FILE + "; filename=\"a\" b||clean|--B--|",
        "--B|" + FILE + "x||clean|--B--|",
        "--B|" + FILE + "; filename=\"a||clean|--B--|",
        "--BCLEAN|--B|Content-Disposition: form-data; name=\"scan\\file\"||x|--B--|",
        "--BCLEAN|--B|Content-Disposition: form-data; name=\" scanfile\"||x|--B--|",
        "--BCLEAN|--B|Content-Disposition: attachment; name=\"scanfile\"||x|--B--|",
        "--B|" + FILE + "|Content-Transfer-Encoding: base64||WDVP|--B--|", // encodings
        "--B|" + FILE + "|Content-Type: Multipart/Mixed; boundary=c||--c|--B--|",
        "--B|" + FILE + "|Content-Transfer-Encoding: quoted-printable||WDVP|--B--|",
        "--B|" + FILE + "|Content-Transfer-Encoding: binary, base64||WDVP|--B--|",
        "--B|" + FILE + "|Content-Encoding: gzip||WDVP|--B--|",
        "--B|" + FILE + "|X: 1|x: 2||clean|--B--|",
        "--BCLEAN|--B|Content-Disposition: form-data; name=\"ScanFile\"||EICAR|--B--|", // names
        "--BCLEAN|--B|Content-Disposition: form-data; name=scanfile[]||EICAR|--B--|",
        "--BCLEAN|--B|Content-Disposition: form-data; name=\"SCANFILE[0]\"||EICAR|--B--|",
        "--BCLEAN|--B|Content-Disposition: form-data; name=\"scan file\"||EICAR|--B--|",
        "--BCLEAN|--B|Content-Disposition: form-data; name=\"scanfile\u00a0\"||EICAR|--B--|",
        "--BCLEAN|--B|Content-Disposition: form-data; name=scan_file||EICAR|--B--|",
      })
  void isRefused(String form) {
    for (String boundary : List.of("b", "------------------------c838f37b2819f567")) {
      Reply reply = post(TYPE + boundary, body(form, boundary));
      assertEquals(Status.ERROR, reply.status(), reply::msg);
      assertEquals(400, reply.code(), reply::msg);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--BCLEAN|--BINFECTED|--B--",
        "|--BCLEAN|--BINFECTED|--B--|||", // as some clients write it
        "a preamble|of two lines|--BCLEAN|--BINFECTED|--B--|",
        "--B INFECTED|--B--\t|", // padded
        "--B\tCLEAN|--B \t INFECTED|--B--  ||",
        "--BCLEAN|--BPADDINGINFECTED|--B--|",
        "--B|Content-Disposition: form-data; name=\"scanfile\"; filename=\"LONG\"||EICAR|--B--|",
        "--BCLEANx--BCLEAN --B--|--BINFECTED|--B--|", // within a line
        "--BCLEAN|--|--BINFECTED|--B--|",
        "--BCLEAN|\r--x|--BINFECTED|--B--|",
        "--B|content-disposition:form-data;name=scanfile||EICAR|--B--|",
        "--B|CONTENT-DISPOSITION: FORM-DATA ; NAME=\"scanfile\" ;||EICAR|--B--|",
        "--B|X:|Content-Disposition: form-data; filename=\"\u00e9\u0085;\\ x\";"
            + " name=scanfile||EICAR|--B--|",
        "--B|" + FILE + "|Content-Type: text/plain|Content-Transfer-Encoding: 8BIT||EICAR|--B--|",
      })
  void isReadInTheOneWayThereIs(String form) {
    for (String boundary : List.of("b", "------------------------c838f37b2819f567")) {
      Reply reply = post(TYPE + boundary, body(form, boundary));
      assertEquals(Status.FOUND, reply.status(), reply::msg);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boundary=b; boundary=c",
        "boundary=c; boundary=b",
        "boundary=b; boundary=b",
        "boundary=b; BOUNDARY=\"b\"",
        "boundary=b; boundary*=b",
        "boundary*=utf-8''b",
        "boundary*0=b",
        "boundary=b; x=\"; boundary=c\"",
        "boundary =b",
        "boundary= b",
        "boundary=\"b \"",
        "boundary=\" b",
        "boundary=b\"",
        "boundary=b,c",
        "boundary=b c",
        "boundary=\"b\\\"c\"",
        "boundary=\"\"",
        "boundary=",
        "boundary",
        "",
      })
  void aBoundaryThatIsNotThereOncePlainlyIsRefused(String parameters) {
    assertEquals(
        400, post("multipart/form-data; " + parameters, body("--BCLEAN|--B--|", "b")).code());
  }

  @Test
  void aBoundaryHasSeventyCharactersAtMost() {
    for (int length : new int[] {1, 70}) {
      String boundary = "b".repeat(length);
      assertEquals(
          Status.FOUND, post(TYPE + boundary, body("--BINFECTED|--B--", boundary)).status());
    }
    String longer = "b".repeat(71);
    assertEquals(400, post(TYPE + longer, body("--BINFECTED|--B--", longer)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data;boundary=b",
        "Multipart/Form-Data; charset=utf-8; Boundary=\"b\"",
        "multipart/form-data ; boundary=b ; x=\"y z\" ;",
      })
  void aBoundaryMayBeWrittenInTheWaysOfTheStandard(String type) {
    assertEquals(Status.FOUND, post(type, body("--BINFECTED|--B--", "b")).status());
  }

  private static byte[] body(String form, String boundary) {
    return form.replace("--B", "--" + boundary)
        .replace("PADDING", " ".repeat(40_000))
        .replace("LONG", "n".repeat(10_000))
        .replace("EICAR", EICAR)
        .replace("CLEAN", CLEAN)
        .replace("INFECTED", INFECTED)
        .replace("|", "\r\n")
        .getBytes(ISO_8859_1);
  }

  private Reply post(String type, byte[] body) {
    LiveSettings settings = FixedSettings.of(FixedSettings.REPORT, FixedSettings.ANYBODY, LIMIT);
    Spool spool = new Spool(new Spool.Settings(folder, LIMIT, LIMIT));
    return new ScanEndpoint(settings, spool, scans, List::of)
        .scan(new ByteArrayInputStream(body), type, body.length, new Caller("10.0.0.9", ""));
  }
}
