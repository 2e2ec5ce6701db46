package org.scangate.journal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.scangate.scan.DataSize;

/** Appends without end, and prints the id of each record that it was told is kept. */
final class AppendingProgram {

  private static final int THREADS = 4;

  private AppendingProgram() {}

  /**
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws Exception {
    JournalFile file = JournalFile.open(Path.of(arguments[0]), DataSize.parse("64M"));
    new Shipper(file, new Away(), Path.of(arguments[0]).resolveSibling("refused"));
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out));
    for (int i = 0; i < THREADS; i++) {
      new Thread(() -> append(file, out)).start();
    }
  }

  private static void append(JournalFile file, PrintStream out) {
    for (int i = 0; ; i++) {
      JournalRecord one = Records.scan(i % 5 == 0 ? "FOUND" : "OK");
      file.append(one);
      synchronized (out) {
        out.print(one.id() + "\n");
      }
    }
  }

  private static final class Away implements RecordSink {
    @Override
    public void write(List<JournalRecord> records) throws JournalException {
      throw new JournalException("away", true, null);
    }

    @Override
    public void close() {
      // has nothing
    }
  }
}
