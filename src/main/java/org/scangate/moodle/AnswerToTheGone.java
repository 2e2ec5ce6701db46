package org.scangate.moodle;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * An answer that nobody may be there to read any more: what cannot be written to a client that has
 * gone is left out. Thrown on, it would be three stack traces in Payara's log for each upload that
 * breaks off, Jersey's and two of the container's, and the upload's own line is there already.
 */
final class AnswerToTheGone extends HttpServletResponseWrapper {

  private static final Logger LOG = System.getLogger(AnswerToTheGone.class.getName());

  private ServletOutputStream out;

  AnswerToTheGone(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new Forgiving(super.getOutputStream());
    }
    return out;
  }

  @Override
  public void flushBuffer() {
    attempt(super::flushBuffer);
  }

  private static boolean attempt(Write write) {
    try {
      write.run();
      return true;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no answer to a client that is gone", e);
      return false;
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  /** Does nothing any more after the first failure. */
  private static final class Forgiving extends ServletOutputStream {

    private final ServletOutputStream to;
    private boolean gone;

    Forgiving(ServletOutputStream to) {
      this.to = to;
    }

    private void unlessGone(Write write) {
      gone = gone || !attempt(write);
    }

    @Override
    public void write(int b) {
      unlessGone(() -> to.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      unlessGone(() -> to.write(bytes, offset, length));
    }

    @Override
    public void flush() {
      unlessGone(to::flush);
    }

    @Override
    public void close() {
      unlessGone(to::close);
    }

    @Override
    public boolean isReady() {
      return to.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      to.setWriteListener(listener);
    }
  }
}
