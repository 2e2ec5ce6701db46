package org.scangate.scanner.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import org.scangate.scan.Eicar;

/** Writes a small PDF 1.4 (ISO 32000-1, 7.5 and 7.11.4) with EICAR attached to it. */
final class EicarPdf {

  private final ByteArrayOutputStream pdf = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private EicarPdf() {}

  static byte[] bytes() {
    EicarPdf written = new EicarPdf();
    written.write();
    return written.pdf.toByteArray();
  }

  private void write() {
    text("%PDF-1.4\n");
    object("<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(eicar.com)4 0 R]>>>>>>");
    object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
    object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>");
    object("<</Type/Filespec/F(eicar.com)/EF<</F 5 0 R>>>>");
    byte[] deflated = deflated(Eicar.bytes());
    begin();
    text("<</Type/EmbeddedFile/Filter/FlateDecode/Length " + deflated.length + ">>\nstream\n");
    pdf.writeBytes(deflated);
    text("\nendstream\nendobj\n");
    end();
  }

  private void object(String dictionary) {
    begin();
    text(dictionary + "\nendobj\n");
  }

  private void begin() {
    offsets.add(pdf.size());
    text(offsets.size() + " 0 obj\n");
  }

  private void end() {
    int xref = pdf.size();
    text("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
    offsets.forEach(offset -> text(String.format(Locale.ROOT, "%010d 00000 n \n", offset)));
    text("trailer\n<</Size " + (offsets.size() + 1) + "/Root 1 0 R>>\n");
    text("startxref\n" + xref + "\n%%EOF\n");
  }

  private void text(String text) {
    pdf.writeBytes(text.getBytes(US_ASCII));
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] out = new byte[bytes.length * 2];
      return Arrays.copyOf(out, deflater.deflate(out));
    } finally {
      deflater.end();
    }
  }
}
