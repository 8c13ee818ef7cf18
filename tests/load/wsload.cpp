// wsload - WebSocket fan-out load client (epoll, C++20, no third-party deps but zlib).
// Opens N subscribers, publishes stamped messages (over WS or HTTP), counts every delivery,
// checks per-connection sequence order, records publish->receipt latency, and reads the
// server's CPU and RSS from /proc.  Loopback only: refuses any other address.
// See README.md for usage.
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using u8 = uint8_t;
using u32 = uint32_t;
using u64 = uint64_t;

static inline u64 now_ns() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return u64(t.tv_sec) * 1000000000ull + u64(t.tv_nsec);
}
[[noreturn]] static void die(const std::string& s) {
  fprintf(stderr, "wsload: %s\n", s.c_str());
  exit(2);
}

// ---------- histogram: 64 linear sub-buckets per power of two (<=1.6% error) ----------
struct Hist {
  static constexpr int SUB = 64, LOG = 6;
  std::vector<u64> b = std::vector<u64>(SUB * 40, 0);
  u64 n = 0, max = 0;
  double sum = 0;
  static int idx(u64 v) {
    if (v < SUB) return int(v);
    int e = 63 - __builtin_clzll(v) - LOG + 1;
    int i = e * SUB / 2 + int(v >> e) - SUB / 2 + SUB / 2;
    return i;
  }
  static u64 val(int i) {
    if (i < SUB) return u64(i);
    int e = i / (SUB / 2) - 1;
    u64 m = u64(i - e * SUB / 2);
    return (m << e) + (1ull << e) / 2;
  }
  void add(u64 v) {
    int i = idx(v);
    if (i >= int(b.size())) i = int(b.size()) - 1;
    b[size_t(i)]++;
    n++;
    sum += double(v);
    if (v > max) max = v;
  }
  void merge(const Hist& o) {
    for (size_t i = 0; i < b.size(); i++) b[i] += o.b[i];
    n += o.n;
    sum += o.sum;
    max = std::max(max, o.max);
  }
  void clear() {
    std::fill(b.begin(), b.end(), 0);
    n = max = 0;
    sum = 0;
  }
  u64 pct(double p) const {
    if (!n) return 0;
    u64 t = u64(double(n) * p / 100.0), c = 0;
    for (size_t i = 0; i < b.size(); i++) {
      c += b[i];
      if (c > t) return std::min(val(int(i)), max);
    }
    return max;
  }
};

// ---------- options ----------
struct Url {
  std::string host = "127.0.0.1";
  int port = 80;
  std::string path = "/";
};
static Url parse_url(const std::string& s) {
  Url u;
  size_t p = s.find("://");
  size_t b = p == std::string::npos ? 0 : p + 3;
  size_t sl = s.find('/', b);
  std::string hp = s.substr(b, sl == std::string::npos ? std::string::npos : sl - b);
  if (sl != std::string::npos) u.path = s.substr(sl);
  size_t c = hp.find(':');
  u.host = hp.substr(0, c);
  if (c != std::string::npos) u.port = atoi(hp.c_str() + c + 1);
  if (u.host == "localhost") u.host = "127.0.0.1";
  if (u.host.rfind("127.", 0) != 0) die("only loopback (127.0.0.0/8) targets are allowed: " + u.host);
  return u;
}
struct Opt {
  std::vector<std::string> urls;
  int n = 1000, threads = 1;
  std::vector<std::string> sub, pubinit;
  std::string proto = "raw", topic = "bench", subprotocol, origin;
  std::vector<std::string> headers;
  std::string pub_mode = "ws", pub_url, pub_template = "{payload}", pub_content_type = "application/json";
  bool pub_bin = false, deflate = false, json = false, verify = true, racing = false;
  int pub_conns = 1;
  size_t payload = 300;
  double rate = 0;
  int window = 16;
  double warmup = 1, duration = 5, settle = 0.5, drain = 2, idle_hold = 0;
  u64 max_msgs = 0;
  std::vector<int> pids;
  std::vector<int> cpus;
  int server_cpu = -1;
  std::string label;
  int conn_conc = 64;
  int rcvbuf = 0;
  std::string expect;
  std::string filler = "text";
  int connect_timeout = 60;
  int rx_delay_us = 0, stall = 0;
} O;

// ---------- WS frame encode (client: masked) ----------
static void ws_frame(std::string& out, u8 opcode, std::string_view p) {
  static thread_local u32 rng = 0x12345678;
  rng = rng * 1664525u + 1013904223u;
  out.push_back(char(0x80 | opcode));
  size_t n = p.size();
  if (n < 126)
    out.push_back(char(0x80 | n));
  else if (n < 65536) {
    out.push_back(char(0x80 | 126));
    out.push_back(char(n >> 8));
    out.push_back(char(n));
  } else {
    out.push_back(char(0x80 | 127));
    for (int i = 7; i >= 0; i--) out.push_back(char(u64(n) >> (8 * i)));
  }
  u8 m[4];
  memcpy(m, &rng, 4);
  out.append((char*)m, 4);
  size_t o = out.size();
  out.append(p);
  for (size_t i = 0; i < n; i++) out[o + i] = char(u8(out[o + i]) ^ m[i & 3]);
}
// ---------- MQTT 3.1.1 ----------
static void mqtt_len(std::string& o, size_t n) {
  do {
    u8 b = n & 127;
    n >>= 7;
    if (n) b |= 128;
    o.push_back(char(b));
  } while (n);
}
static void mqtt_str(std::string& o, const std::string& s) {
  o.push_back(char(s.size() >> 8));
  o.push_back(char(s.size()));
  o += s;
}
static std::string mqtt_connect(const std::string& id) {
  std::string v;
  mqtt_str(v, "MQTT");
  v.push_back(4);
  v.push_back(2);
  v.push_back(0);
  v.push_back(0);
  mqtt_str(v, id);
  std::string o;
  o.push_back(0x10);
  mqtt_len(o, v.size());
  return o + v;
}
static std::string mqtt_sub(const std::string& t) {
  std::string v;
  v.push_back(0);
  v.push_back(1);
  mqtt_str(v, t);
  v.push_back(0);
  std::string o;
  o.push_back(char(0x82));
  mqtt_len(o, v.size());
  return o + v;
}
static std::string mqtt_pub(const std::string& t, const std::string& p) {
  std::string v;
  mqtt_str(v, t);
  v += p;
  std::string o;
  o.push_back(0x30);
  mqtt_len(o, v.size());
  return o + v;
}

// ---------- marker:  @@T<19 digits ns>,<10 digits seq>; ----------
static constexpr size_t MARK = 3 + 19 + 1 + 10 + 1;
static void put_dec(char* p, int w, u64 v) {
  for (int i = w - 1; i >= 0; i--) {
    p[i] = char('0' + v % 10);
    v /= 10;
  }
}
static u64 get_dec(const char* p, int w) {
  u64 v = 0;
  for (int i = 0; i < w; i++) v = v * 10 + u64(p[i] - '0');
  return v;
}

struct Counters {
  alignas(64) std::atomic<u64> delivered{0};
};

static std::atomic<u64> g_published{0};
static std::atomic<bool> g_stop{false}, g_measuring{false}, g_publish{false};
static std::atomic<bool> g_measure_mode{false};
static std::atomic<int> g_ready{0}, g_failed{0}, g_closed{0};

struct Conn {
  int fd = -1;
  enum S { CONNECTING, HANDSHAKE, READY, CLOSED } st = CONNECTING;
  bool is_pub = false, dead = false;
  int id = 0;
  std::string out;
  size_t outpos = 0;
  bool want_out = false;
  std::string hs;  // handshake accumulation
  u64 remain = 0;
  bool in_payload = false;
  u8 op = 0;
  bool rsv1 = false, fin = true;
  u8 msg_op = 0;
  bool comp = false;
  u8 hdr[14];
  u32 hn = 0;
  char tail[MARK];
  u32 tn = 0;  // carry-over for marker scan
  std::string ctl;
  u64 last_seq = 0;
  bool have_seq = false;
  std::vector<bool> heard;  // of racing publishers: each number once, in the order that all connections hear
  u64 order = 0;
  std::unique_ptr<z_stream> z;
  u64 got = 0;
  bool ready_counted = false;
  std::string expbuf;
};

struct Worker {
  int tid = 0, ep = -1;
  std::vector<std::unique_ptr<Conn>> conns;
  Hist h;
  Counters c;
  u64 gaps = 0, dups = 0, reorder = 0, bytes = 0, recvs = 0, frames = 0;
  u64 m_bytes = 0, m_recvs = 0, m_frames = 0, m_del = 0;
  std::vector<char> buf = std::vector<char>(256 * 1024), ibuf = std::vector<char>(256 * 1024);
  int inflight = 0;
  size_t next = 0;
  u64 cpu_ns() {
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return u64(t.tv_sec) * 1000000000ull + u64(t.tv_nsec);
  }
};

static std::vector<Url> g_urls;
static Url g_pub;

static int open_sock(const Url& u, bool stalled = false) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) die(std::string("socket: ") + strerror(errno));
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (stalled) {
    int b = 4096;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &b, sizeof b);
  }
  if (O.rcvbuf) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &O.rcvbuf, sizeof O.rcvbuf);
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(uint16_t(u.port));
  inet_pton(AF_INET, u.host.c_str(), &a.sin_addr);
  if (connect(fd, (sockaddr*)&a, sizeof a) < 0 && errno != EINPROGRESS) {
    close(fd);
    return -1;
  }
  return fd;
}
static std::string upgrade_req(const Url& u, bool pub) {
  std::string r = "GET " + u.path + " HTTP/1.1\r\nHost: " + u.host + ":" + std::to_string(u.port) +
                  "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                  "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
  if (!O.subprotocol.empty()) r += "Sec-WebSocket-Protocol: " + O.subprotocol + "\r\n";
  if (!O.origin.empty()) r += "Origin: " + O.origin + "\r\n";
  if (O.deflate && !pub) r += "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
  for (auto& h : O.headers) r += h + "\r\n";
  return r + "\r\n";
}

static void ep_mod(Worker& w, Conn* c, bool out) {
  if (c->want_out == out) return;
  c->want_out = out;
  epoll_event e{};
  e.events = EPOLLIN | (out ? u32(EPOLLOUT) : 0u);
  e.data.ptr = c;
  epoll_ctl(w.ep, EPOLL_CTL_MOD, c->fd, &e);
}
static void conn_close(Worker& w, Conn* c, bool fail) {
  if (c->dead) return;
  c->dead = true;
  if (c->fd >= 0) {
    epoll_ctl(w.ep, EPOLL_CTL_DEL, c->fd, nullptr);
    close(c->fd);
  }
  c->fd = -1;
  if (c->st < Conn::READY) {
    w.inflight--;
  }
  if (fail) {
    if (c->ready_counted)
      g_closed++;
    else
      g_failed++;
  }
  c->st = Conn::CLOSED;
}
static void flush_out(Worker& w, Conn* c) {
  while (c->outpos < c->out.size()) {
    ssize_t r = send(c->fd, c->out.data() + c->outpos, c->out.size() - c->outpos, MSG_NOSIGNAL);
    if (r < 0) {
      if (errno == EAGAIN || errno == EWOULDBLOCK) {
        ep_mod(w, c, true);
        return;
      }
      conn_close(w, c, true);
      return;
    }
    c->outpos += size_t(r);
  }
  c->out.clear();
  c->outpos = 0;
  ep_mod(w, c, false);
}

/// A fresh UUID per published message, for servers whose commands are idempotent by an id of the client's.
static std::string command_id() {
  static const u64 run = now_ns();
  static u64 count = 0;
  char text[40];
  const u64 n = ++count;
  snprintf(text, sizeof text, "%08x-%04x-7%03x-8%03x-%012llx", static_cast<u32>(run >> 28),
           static_cast<u32>(run >> 12) & 0xffff, static_cast<u32>(run) & 0xfff, static_cast<u32>(n >> 32) & 0xfff,
           static_cast<unsigned long long>(n & 0xffffffff));
  return text;
}

static std::string subst(std::string s, const std::string& k, const std::string& v) {
  size_t p;
  while ((p = s.find(k)) != std::string::npos) s.replace(p, k.size(), v);
  return s;
}

static void on_open(Worker& w, Conn* c) {
  c->st = Conn::READY;
  w.inflight--;
  auto payloads = c->is_pub ? O.pubinit : O.sub;
  if (O.proto == "mqtt") {
    ws_frame(c->out, 2, mqtt_connect((c->is_pub ? "p" : "s") + std::to_string(getpid()) + "_" + std::to_string(c->id)));
    if (!c->is_pub) ws_frame(c->out, 2, mqtt_sub(O.topic));
  } else if (O.proto == "nats") {
    ws_frame(c->out, 2,
             "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"c\",\"version\":\"1\",\"protocol\":1}\r\n");
    if (!c->is_pub) ws_frame(c->out, 2, "SUB " + O.topic + " 1\r\n");
  }
  for (auto& s : payloads) ws_frame(c->out, 1, subst(subst(s, "{topic}", O.topic), "{id}", std::to_string(c->id)));
  flush_out(w, c);
  if (O.expect.empty() || c->is_pub) {
    c->ready_counted = true;
    g_ready++;
  }
  if (!c->is_pub && c->id < O.stall) {
    if (!c->ready_counted) {
      c->ready_counted = true;
      g_ready++;
    }
    epoll_ctl(w.ep, EPOLL_CTL_DEL, c->fd, nullptr);
  }  // a stalled reader: never reads again
}

static inline void hit(Worker& w, Conn* c, const char* p, u64 t, u64& d) {
  u64 ts = get_dec(p + 3, 19);
  u64 seq = get_dec(p + 23, 10);
  if (c->is_pub) return;  // the publisher may itself be a member of the room
  d++;
  c->got++;
  if (O.verify && O.racing) {
    if (seq >= c->heard.size()) c->heard.resize(seq + 1024);
    if (c->heard[seq]) w.dups++;
    c->heard[seq] = true;
    c->order = (c->order ^ seq) * 1099511628211ULL;
  } else if (O.verify) {
    if (c->have_seq) {
      if (seq == c->last_seq)
        w.dups++;
      else if (seq < c->last_seq)
        w.reorder++;
      else if (seq > c->last_seq + 1)
        w.gaps += seq - c->last_seq - 1;
    }
    if (!c->have_seq || seq > c->last_seq) c->last_seq = seq;
    c->have_seq = true;
  }
  if (g_measuring.load(std::memory_order_relaxed)) {
    w.h.add(t > ts ? t - ts : 0);
    w.m_del++;
  }
}
static void scan(Worker& w, Conn* c, const char* p, size_t n, u64 t, u64& d) {
  // join with carried tail
  if (c->tn) {
    char j[MARK * 2];
    size_t k = std::min(n, MARK - 1);
    memcpy(j, c->tail, c->tn);
    memcpy(j + c->tn, p, k);
    size_t jl = c->tn + k;
    const char* q = j;
    size_t left = jl;
    bool found = false;
    while (left >= MARK && (q = (const char*)memmem(q, left, "@@T", 3))) {
      left = jl - size_t(q - j);
      if (left < MARK || size_t(q - j) >= c->tn) break;
      hit(w, c, q, t, d);
      found = true;
      break;
    }
    (void)found;
    if (k < MARK - 1 && jl < MARK) {  // still too short: extend tail
      memcpy(c->tail, j, jl);
      c->tn = u32(jl);
      return;
    }
    c->tn = 0;
  }
  const char* q = p;
  const char* e = p + n;
  while (q < e) {
    const char* f = (const char*)memchr(q, '@', size_t(e - q));
    if (!f) return;
    if (size_t(e - f) < MARK) {  // might be a split marker
      c->tn = u32(e - f);
      memcpy(c->tail, f, c->tn);
      return;
    }
    if (f[1] == '@' && f[2] == 'T' && f[22] == ',') {
      hit(w, c, f, t, d);
      q = f + MARK;
    } else
      q = f + 1;
  }
}
static void payload_bytes(Worker& w, Conn* c, const char* p, size_t n, bool end, u64 t, u64& d) {
  if (c->op >= 8) {
    c->ctl.append(p, n);
    return;
  }
  if (!O.expect.empty() && !c->ready_counted) {
    c->expbuf.append(p, std::min<size_t>(n, 4096));
    if (c->expbuf.find(O.expect) != std::string::npos) {
      c->ready_counted = true;
      g_ready++;
      c->expbuf.clear();
      c->expbuf.shrink_to_fit();
    }
  }
  if (!c->comp) {
    scan(w, c, p, n, t, d);
    return;
  }
  if (!c->z) {
    c->z = std::make_unique<z_stream>();
    memset(c->z.get(), 0, sizeof(z_stream));
    inflateInit2(c->z.get(), -15);
  }
  auto run = [&](const char* q, size_t m) {
    c->z->next_in = (Bytef*)q;
    c->z->avail_in = uInt(m);
    do {
      c->z->next_out = (Bytef*)w.ibuf.data();
      c->z->avail_out = uInt(w.ibuf.size());
      int r = inflate(c->z.get(), Z_SYNC_FLUSH);
      size_t o = w.ibuf.size() - c->z->avail_out;
      if (o) scan(w, c, w.ibuf.data(), o, t, d);
      if (r == Z_STREAM_END) {
        inflateReset(c->z.get());
        break;
      }
      if (r != Z_OK && r != Z_BUF_ERROR) die("inflate error " + std::to_string(r));
    } while (c->z->avail_in || c->z->avail_out == 0);
  };
  run(p, n);
  if (end && c->fin) run("\x00\x00\xff\xff", 4);
}
static void feed(Worker& w, Conn* c, const char* p, size_t n, u64 t, u64& d) {
  while (n && !c->dead) {
    if (!c->in_payload) {
      // fast path: whole header available in p
      while (n) {
        c->hdr[c->hn++] = u8(*p++);
        n--;
        if (c->hn < 2) continue;
        u32 l7 = c->hdr[1] & 127, need = 2 + (l7 == 126 ? 2 : l7 == 127 ? 8 : 0);
        if (c->hn < need) continue;
        u64 len = l7;
        if (l7 == 126)
          len = u64(c->hdr[2]) << 8 | c->hdr[3];
        else if (l7 == 127) {
          len = 0;
          for (int i = 0; i < 8; i++) len = len << 8 | c->hdr[2 + i];
        }
        c->fin = c->hdr[0] & 0x80;
        c->op = c->hdr[0] & 15;
        bool r1 = c->hdr[0] & 0x40;
        if (c->op == 1 || c->op == 2) {
          c->comp = r1;
          w.frames++;
        }
        c->remain = len;
        c->in_payload = true;
        c->hn = 0;
        if (c->op >= 8) c->ctl.clear();
        break;
      }
      if (!c->in_payload) return;
    }
    size_t k = size_t(std::min<u64>(c->remain, n));
    c->remain -= k;
    payload_bytes(w, c, p, k, c->remain == 0, t, d);
    p += k;
    n -= k;
    if (c->remain == 0) {
      c->in_payload = false;
      if (c->op == 9) {
        ws_frame(c->out, 10, c->ctl);
        flush_out(w, c);
      } else if (c->op == 8) {
        conn_close(w, c, true);
        return;
      }
      if (O.proto == "nats" && !c->is_pub) {
      }
    }
  }
}

static bool g_http_pub = false;
struct HttpPub {
  int outstanding = 0;
};

static void on_read(Worker& w, Conn* c, u64& d) {
  for (;;) {
    ssize_t r = recv(c->fd, w.buf.data(), w.buf.size(), 0);
    if (r == 0) {
      conn_close(w, c, true);
      return;
    }
    if (r < 0) {
      if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return;
      conn_close(w, c, true);
      return;
    }
    w.recvs++;
    w.bytes += u64(r);
    const char* p = w.buf.data();
    size_t n = size_t(r);
    if (c->st == Conn::HANDSHAKE) {
      c->hs.append(p, n);
      size_t e = c->hs.find("\r\n\r\n");
      if (e == std::string::npos) return;
      if (c->hs.compare(0, 12, "HTTP/1.1 101")) {
        static std::atomic<int> k{0};
        if (k++ < 3) fprintf(stderr, "wsload: handshake refused: %.200s\n", c->hs.c_str());
        conn_close(w, c, true);
        return;
      }
      std::string rest = c->hs.substr(e + 4);
      if (O.deflate && c->id == 0) {
        auto q = c->hs.find("permessage-deflate");
        if (q == std::string::npos)
          fprintf(stderr, "wsload: server did not accept permessage-deflate\n");
        else
          fprintf(stderr, "wsload: negotiated: %s\n", c->hs.substr(q, c->hs.find("\r\n", q) - q).c_str());
      }
      c->hs.clear();
      c->hs.shrink_to_fit();
      on_open(w, c);
      if (!rest.empty()) feed(w, c, rest.data(), rest.size(), now_ns(), d);
    } else
      feed(w, c, p, n, now_ns(), d);
    if (size_t(r) < w.buf.size()) return;  // level-triggered: a short read means drained
  }
}

// ---------- /proc sampling ----------
static void add_children(std::set<int>& s) {
  DIR* dd = opendir("/proc");
  if (!dd) return;
  std::multimap<int, int> kids;
  while (auto* e = readdir(dd)) {
    int pid = atoi(e->d_name);
    if (pid <= 0) continue;
    std::ifstream f("/proc/" + std::string(e->d_name) + "/stat");
    std::string l;
    std::getline(f, l);
    size_t p = l.rfind(')');
    if (p == std::string::npos) continue;
    char st;
    int pp;
    if (sscanf(l.c_str() + p + 2, "%c %d", &st, &pp) == 2) kids.emplace(pp, pid);
  }
  closedir(dd);
  std::vector<int> q(s.begin(), s.end());
  while (!q.empty()) {
    int p = q.back();
    q.pop_back();
    auto [a, b] = kids.equal_range(p);
    for (; a != b; ++a)
      if (s.insert(a->second).second) q.push_back(a->second);
  }
}
static double cpu_of(const std::set<int>& s) {
  double t = 0;
  for (int p : s) {
    std::ifstream f("/proc/" + std::to_string(p) + "/stat");
    std::string l;
    std::getline(f, l);
    size_t k = l.rfind(')');
    if (k == std::string::npos) continue;
    std::istringstream is(l.substr(k + 2));
    std::string tok;
    u64 ut = 0, stt = 0;
    for (int i = 3; i <= 15 && is >> tok; i++) {
      if (i == 14) ut = strtoull(tok.c_str(), 0, 10);
      if (i == 15) stt = strtoull(tok.c_str(), 0, 10);
    }
    t += double(ut + stt) / double(sysconf(_SC_CLK_TCK));
  }
  return t;
}
static double rss_mb(const std::set<int>& s) {
  double t = 0;
  for (int p : s) {
    std::ifstream f("/proc/" + std::to_string(p) + "/smaps_rollup");
    std::string l;
    bool any = false;
    while (std::getline(f, l))
      if (l.rfind("Pss:", 0) == 0) {
        t += double(atol(l.c_str() + 4)) / 1024;
        any = true;
      }
    if (!any) {
      std::ifstream g("/proc/" + std::to_string(p) + "/status");
      while (std::getline(g, l))
        if (l.rfind("VmRSS:", 0) == 0) t += double(atol(l.c_str() + 6)) / 1024;
    }
  }
  return t;
}
static long tcp_mem_pages() {
  std::ifstream f("/proc/net/sockstat");
  std::string l;
  while (std::getline(f, l))
    if (l.rfind("TCP:", 0) == 0) {
      auto p = l.find("mem ");
      if (p != std::string::npos) return atol(l.c_str() + p + 4);
    }
  return 0;
}
static std::array<u64, 3> cpu_stat(int cpu) {  // busy, total, softirq (ticks)
  std::ifstream f("/proc/stat");
  std::string l;
  std::string k = cpu < 0 ? "cpu " : "cpu" + std::to_string(cpu) + " ";
  while (std::getline(f, l))
    if (l.rfind(k, 0) == 0) {
      std::istringstream is(l.substr(k.size()));
      u64 v[8] = {};
      for (auto& x : v) is >> x;
      u64 tot = 0;
      for (auto x : v) tot += x;
      return {tot - v[3] - v[4], tot, v[6]};
    }
  return {0, 0, 0};
}

static std::vector<std::unique_ptr<Worker>> W;
static u64 total_delivered() {
  u64 s = 0;
  for (auto& w : W) s += w->c.delivered.load(std::memory_order_relaxed);
  return s;
}

// ---------- publisher (lives in worker 0's loop) ----------
struct Pub {
  std::vector<Conn*> ws;
  std::vector<int> http;
  std::vector<bool> busy;
  std::vector<std::string> hbuf;
  size_t rr = 0;
  u64 seq = 0;
  u64 next_t = 0;
  u64 start_t = 0;
  std::string filler;
  u64 lag_max = 0;
  u64 http_err = 0;
  void init() {
    filler.resize(O.payload > MARK ? O.payload - MARK : 0);
    u32 r = 12345;
    if (O.filler == "text") {  // JSON-safe, realistic, compresses like report text
      static const char* words[] = {"village",
                                    "flood",
                                    "shelter",
                                    "tents",
                                    "household",
                                    "relief",
                                    "blocked",
                                    "road",
                                    "G310",
                                    "county",
                                    "Gongyi",
                                    "Dengfeng",
                                    "needs",
                                    "water",
                                    "food",
                                    "medicine",
                                    "injured",
                                    "rescued",
                                    "status",
                                    "open",
                                    "level",
                                    "two",
                                    "lon",
                                    "112.9817",
                                    "lat",
                                    "34.7482",
                                    "team",
                                    "boats",
                                    "sent",
                                    "received",
                                    "2026-11-23T08:15:00Z",
                                    "stock",
                                    "quilts",
                                    "generator"};
      std::string f;
      while (f.size() < filler.size()) {
        r = r * 1664525u + 1013904223u;
        f += words[(r >> 16) % 34];
        f += ' ';
        if ((r >> 8) % 5 == 0) f += std::to_string(r % 100000) + " ";
      }
      f.resize(filler.size());
      filler = f;
    } else
      for (auto& c : filler) {
        r = r * 1664525u + 1013904223u;
        c = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"[(r >> 16) & 63];
      }
  }
  std::string body() {
    std::string p(MARK, ' ');
    memcpy(p.data(), "@@T", 3);
    put_dec(p.data() + 3, 19, now_ns());
    p[22] = ',';
    put_dec(p.data() + 23, 10, ++seq);
    p[33] = ';';
    return p + filler;
  }
  bool can() {
    if (O.pub_mode == "none") return false;
    if (g_http_pub) {
      for (size_t i = 0; i < http.size(); i++)
        if (!busy[i]) return true;
      return false;
    }
    for (auto* c : ws)
      if (!c->dead && c->out.empty()) return true;
    return false;
  }
  void one(Worker& w) {
    std::string b = body();
    if (g_http_pub) {
      size_t i = rr;
      for (size_t k = 0; k < http.size(); k++, i++)
        if (!busy[i % http.size()]) break;
      i %= http.size();
      rr = i + 1;
      std::string bb = subst(subst(O.pub_template, "{topic}", O.topic), "{payload}", b);
      bb = subst(bb, "{uuid}", command_id());
      std::string r = "POST " + g_pub.path + " HTTP/1.1\r\nHost: " + g_pub.host +
                      "\r\nContent-Type: " + O.pub_content_type + "\r\n";
      for (auto& h : O.headers) r += h + "\r\n";
      r += "Content-Length: " + std::to_string(bb.size()) + "\r\n\r\n" + bb;
      ssize_t k = send(http[i], r.data(), r.size(), MSG_NOSIGNAL);
      if (k != ssize_t(r.size())) die("http publish short write");
      busy[i] = true;
    } else {
      Conn* c = nullptr;
      for (size_t k = 0; k < ws.size(); k++) {
        Conn* x = ws[(rr + k) % ws.size()];
        if (!x->dead && x->out.empty()) {
          c = x;
          rr = (rr + k + 1) % ws.size();
          break;
        }
      }
      if (!c) return;
      if (O.proto == "mqtt")
        ws_frame(c->out, 2, mqtt_pub(O.topic, b));
      else if (O.proto == "nats")
        ws_frame(c->out, 2, "PUB " + O.topic + " " + std::to_string(b.size()) + "\r\n" + b + "\r\n");
      else
        ws_frame(c->out, O.pub_bin ? 2 : 1,
                 O.pub_template == "{payload}" ? b : subst(subst(O.pub_template, "{topic}", O.topic), "{payload}", b));
      flush_out(w, c);
    }
    g_published.fetch_add(1, std::memory_order_relaxed);
  }
  void tick(Worker& w) {
    if (!g_publish.load(std::memory_order_relaxed)) {
      start_t = 0;
      return;
    }
    if (O.max_msgs && g_published >= O.max_msgs) return;
    if (O.rate > 0) {
      u64 t = now_ns();
      if (!start_t) {
        start_t = t;
        next_t = t;
      }
      int burst = 0;
      while (t >= next_t && can() && burst++ < 64) {
        lag_max = std::max(lag_max, t - next_t);
        one(w);
        next_t += u64(1e9 / O.rate);
      }
    } else {
      int burst = 0;
      u64 live =
          u64(std::max(1, g_ready.load() - int(O.pub_mode == "ws" ? O.pub_conns : 0) - g_closed.load() - O.stall));
      while (burst++ < 256 && can()) {
        u64 pub = g_published.load(std::memory_order_relaxed);
        u64 done = total_delivered() / live;
        if (pub >= done + u64(O.window)) break;
        one(w);
      }
    }
  }
} P;

static void worker_main(Worker* wp) {
  Worker& w = *wp;
  if (!O.cpus.empty()) {
    cpu_set_t s;
    CPU_ZERO(&s);
    CPU_SET(size_t(O.cpus[size_t(w.tid) % O.cpus.size()]), &s);
    sched_setaffinity(0, sizeof s, &s);
  }
  std::vector<epoll_event> ev(512);
  bool pubw = w.tid == 0;
  while (!g_stop.load(std::memory_order_relaxed)) {
    // start new connections
    while (w.next < w.conns.size() && w.inflight < O.conn_conc) {
      Conn* c = w.conns[w.next++].get();
      c->fd = open_sock(c->is_pub ? (O.pub_url.empty() ? g_urls[0] : g_pub) : g_urls[size_t(c->id) % g_urls.size()],
                        !c->is_pub && c->id < O.stall);
      if (c->fd < 0) {
        c->dead = true;
        g_failed++;
        continue;
      }
      w.inflight++;
      epoll_event e{};
      e.events = EPOLLIN | EPOLLOUT;
      c->want_out = true;
      e.data.ptr = c;
      epoll_ctl(w.ep, EPOLL_CTL_ADD, c->fd, &e);
    }
    bool publishing = pubw && g_publish.load(std::memory_order_relaxed);
    timespec ts{0, 50000000};
    if (publishing) {
      if (O.rate > 0) {
        u64 t = now_ns();
        u64 dt = P.next_t > t ? P.next_t - t : 0;
        ts.tv_nsec = long(std::min<u64>(dt, 5000000));
      } else
        ts.tv_nsec = 50000;
    }
    if (O.rx_delay_us && g_measure_mode.load(std::memory_order_relaxed)) {
      timespec q{0, O.rx_delay_us * 1000L};
      nanosleep(&q, nullptr);
    }
    int n = epoll_pwait2(w.ep, ev.data(), int(ev.size()), &ts, nullptr);
    u64 d = 0;
    for (int i = 0; i < n; i++) {
      if (ev[size_t(i)].data.u64 & 1) {  // http publisher index
        size_t k = size_t(ev[size_t(i)].data.u64 >> 1);
        char tmp[16384];
        ssize_t r = recv(P.http[k], tmp, sizeof tmp, 0);
        if (r <= 0) {
          if (r < 0 && errno == EAGAIN) continue;
          die("http publisher connection closed");
        }
        P.hbuf[k].append(tmp, size_t(r));
        size_t e = P.hbuf[k].find("\r\n\r\n");
        if (e != std::string::npos) {
          size_t cl = 0;
          std::string low = P.hbuf[k].substr(0, e);
          for (auto& ch : low) ch = char(tolower(ch));
          bool done = false;
          auto q = low.find("content-length:");
          if (q != std::string::npos) {
            cl = strtoul(low.c_str() + q + 15, 0, 10);
            done = P.hbuf[k].size() >= e + 4 + cl;
          } else if (low.find("chunked") != std::string::npos)
            done = P.hbuf[k].size() >= 5 && P.hbuf[k].compare(P.hbuf[k].size() - 5, 5, "0\r\n\r\n") == 0;
          else
            done = true;
          if (done) {
            if (P.hbuf[k].size() < 10 || P.hbuf[k][9] != '2') {
              if (P.http_err++ < 3) fprintf(stderr, "wsload: publish answered: %.200s\n", P.hbuf[k].c_str());
            }
            P.hbuf[k].clear();
            P.busy[k] = false;
          }
        }
        continue;
      }
      Conn* c = (Conn*)ev[size_t(i)].data.ptr;
      if (c->dead) continue;
      u32 f = ev[size_t(i)].events;
      if (c->st == Conn::CONNECTING && (f & (EPOLLOUT | EPOLLERR | EPOLLHUP))) {
        int er = 0;
        socklen_t l = sizeof er;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &er, &l);
        if (er) {
          static std::atomic<int> k{0};
          if (k++ < 3) fprintf(stderr, "wsload: connect: %s\n", strerror(er));
          conn_close(w, c, true);
          if (k > 100 && !g_ready) die("connections refused");
          continue;
        }
        c->st = Conn::HANDSHAKE;
        c->out = upgrade_req(
            c->is_pub ? (O.pub_url.empty() ? g_urls[0] : g_pub) : g_urls[size_t(c->id) % g_urls.size()], c->is_pub);
        flush_out(w, c);
        continue;
      }
      if (f & EPOLLOUT) {
        flush_out(w, c);
        if (c->dead) continue;
      }
      if (f & (EPOLLIN | EPOLLERR | EPOLLHUP)) on_read(w, c, d);
      if ((i & 31) == 31) {
        if (d) {
          w.c.delivered.fetch_add(d, std::memory_order_relaxed);
          d = 0;
        }
        if (publishing) P.tick(w);
      }
    }
    if (d) w.c.delivered.fetch_add(d, std::memory_order_relaxed);
    if (publishing) P.tick(w);
  }
}

static void usage() {
  puts(
      "wsload --url ws://127.0.0.1:PORT/PATH [--n 1000] [--sub TEXT]... [--proto raw|mqtt|nats] [--topic T]\n"
      "  [--subprotocol S] [--header 'K: V']... [--origin O] [--expect TEXT] [--deflate]\n"
      "  [--pub-mode ws|http|none] [--pub-url U] [--pub-init TEXT]... [--pub-template 'X{payload}Y'] [--pub-conns 1] "
      "[--pub-bin]\n"
      "  [--payload 300] [--filler text|random] [--window 16 | --rate MSG_PER_S] [--warmup 1] [--duration 5] [--drain "
      "2] [--max-msgs N]\n"
      "  [--threads 1] [--cpus 1,..] [--server-pid P]... [--server-cpu 0] [--idle-hold S] [--settle 0.5] [--conn-conc "
      "64] [--rcvbuf B] [--rx-delay-us U] [--stall K] [--label L] [--json]");
  exit(1);
}

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);
  auto list = [](const std::string& s) {
    std::vector<int> v;
    std::stringstream ss(s);
    std::string t;
    while (std::getline(ss, t, ',')) v.push_back(atoi(t.c_str()));
    return v;
  };
  for (int i = 1; i < argc; i++) {
    std::string a = argv[i];
    auto nx = [&]() -> std::string {
      if (++i >= argc) usage();
      return argv[i];
    };
    if (a == "--url")
      O.urls.push_back(nx());
    else if (a == "--n")
      O.n = stoi(nx());
    else if (a == "--threads")
      O.threads = stoi(nx());
    else if (a == "--sub")
      O.sub.push_back(nx());
    else if (a == "--pub-init")
      O.pubinit.push_back(nx());
    else if (a == "--proto")
      O.proto = nx();
    else if (a == "--topic")
      O.topic = nx();
    else if (a == "--subprotocol")
      O.subprotocol = nx();
    else if (a == "--header")
      O.headers.push_back(nx());
    else if (a == "--origin")
      O.origin = nx();
    else if (a == "--expect")
      O.expect = nx();
    else if (a == "--deflate")
      O.deflate = true;
    else if (a == "--pub-mode")
      O.pub_mode = nx();
    else if (a == "--pub-url")
      O.pub_url = nx();
    else if (a == "--pub-template")
      O.pub_template = nx();
    else if (a == "--pub-content-type")
      O.pub_content_type = nx();
    else if (a == "--pub-conns")
      O.pub_conns = stoi(nx());
    else if (a == "--racing")  // several publishers: what counts is that all hear the same order
      O.racing = true;
    else if (a == "--pub-bin")
      O.pub_bin = true;
    else if (a == "--payload")
      O.payload = stoul(nx());
    else if (a == "--filler")
      O.filler = nx();
    else if (a == "--window")
      O.window = stoi(nx());
    else if (a == "--rate")
      O.rate = stod(nx());
    else if (a == "--warmup")
      O.warmup = stod(nx());
    else if (a == "--duration")
      O.duration = stod(nx());
    else if (a == "--drain")
      O.drain = stod(nx());
    else if (a == "--max-msgs")
      O.max_msgs = stoull(nx());
    else if (a == "--cpus")
      O.cpus = list(nx());
    else if (a == "--server-pid") {
      for (int p : list(nx())) O.pids.push_back(p);
    } else if (a == "--server-cpu")
      O.server_cpu = stoi(nx());
    else if (a == "--idle-hold")
      O.idle_hold = stod(nx());
    else if (a == "--settle")
      O.settle = stod(nx());
    else if (a == "--conn-conc")
      O.conn_conc = stoi(nx());
    else if (a == "--rcvbuf")
      O.rcvbuf = stoi(nx());
    else if (a == "--label")
      O.label = nx();
    else if (a == "--json")
      O.json = true;
    else if (a == "--stall")
      O.stall = stoi(nx());
    else if (a == "--rx-delay-us")
      O.rx_delay_us = stoi(nx());
    else if (a == "--connect-timeout")
      O.connect_timeout = stoi(nx());
    else {
      fprintf(stderr, "unknown option %s\n", a.c_str());
      usage();
    }
  }
  if (O.urls.empty()) usage();
  if (O.duration > 120) die("duration is bounded to 120 s");
  if (O.proto == "mqtt" && O.subprotocol.empty()) O.subprotocol = "mqtt";
  for (auto& u : O.urls) g_urls.push_back(parse_url(u));
  if (!O.pub_url.empty()) g_pub = parse_url(O.pub_url);
  g_http_pub = O.pub_mode == "http";
  rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  if (rl.rlim_cur < rlim_t(O.n + 64)) die("RLIMIT_NOFILE too small");
  std::set<int> pids(O.pids.begin(), O.pids.end());
  add_children(pids);
  double rss0 = rss_mb(pids);
  long tm0 = tcp_mem_pages();
  for (int t = 0; t < O.threads; t++) {
    W.push_back(std::make_unique<Worker>());
    W.back()->tid = t;
    W.back()->ep = epoll_create1(EPOLL_CLOEXEC);
  }
  for (int i = 0; i < O.n; i++) {
    auto c = std::make_unique<Conn>();
    c->id = i;
    W[size_t(i % O.threads)]->conns.push_back(std::move(c));
  }
  int extra = 0;
  if (O.pub_mode == "ws")
    for (int i = 0; i < O.pub_conns; i++) {
      auto c = std::make_unique<Conn>();
      c->id = i;
      c->is_pub = true;
      P.ws.push_back(c.get());
      W[0]->conns.push_back(std::move(c));
      extra++;
    }
  if (g_http_pub)
    for (int i = 0; i < O.pub_conns; i++) {
      int fd = open_sock(g_pub);
      if (fd < 0) die("http publisher connect");
      usleep(20000);
      P.http.push_back(fd);
      P.busy.push_back(false);
      P.hbuf.emplace_back();
      epoll_event e{};
      e.events = EPOLLIN;
      e.data.u64 = u64(i) << 1 | 1;
      epoll_ctl(W[0]->ep, EPOLL_CTL_ADD, fd, &e);
    }
  P.init();
  u64 t0 = now_ns();
  std::vector<std::thread> th;
  for (auto& w : W) th.emplace_back(worker_main, w.get());
  while (g_ready + g_failed < O.n + extra) {
    usleep(2000);
    if (now_ns() - t0 > u64(O.connect_timeout) * 1000000000ull) break;
  }
  double conn_s = double(now_ns() - t0) / 1e9;
  int ready = g_ready;
  if (g_failed || ready < O.n + extra)
    fprintf(stderr, "wsload: ready %d of %d, failed %d\n", ready, O.n + extra, g_failed.load());
  if (!ready) {
    g_stop = true;
    for (auto& x : th) x.join();
    return 3;
  }
  usleep(useconds_t(O.settle * 1e6));
  if (O.idle_hold > 0) usleep(useconds_t(O.idle_hold * 1e6));
  pids = std::set<int>(O.pids.begin(), O.pids.end());
  add_children(pids);
  double rss1 = rss_mb(pids);
  long tm1 = tcp_mem_pages();
  double el = 0, cpu = 0;
  u64 del = 0, pub = 0;
  std::array<u64, 3> cs0{}, cs1{};
  double lcpu = 0;
  double rss2 = rss1;
  if (O.pub_mode != "none") {
    g_measure_mode = true;
    g_publish = true;
    usleep(useconds_t(O.warmup * 1e6));
    u64 d0 = total_delivered(), p0 = g_published;
    double c0 = cpu_of(pids);
    cs0 = cpu_stat(O.server_cpu);
    rusage r0;
    getrusage(RUSAGE_SELF, &r0);
    u64 a = now_ns();
    u64 rb0 = 0, rr0 = 0, fr0 = 0;
    for (auto& w : W) {
      rb0 += w->bytes;
      rr0 += w->recvs;
      fr0 += w->frames;
    }
    g_measuring = true;
    u64 end = a + u64(O.duration * 1e9);
    while (now_ns() < end) {
      usleep(5000);
      if (O.max_msgs && g_published >= O.max_msgs &&
          total_delivered() >= g_published * u64(std::max(1, ready - extra - O.stall)))
        break;
    }
    u64 b = now_ns();
    u64 d1 = total_delivered(), p1 = g_published;
    double c1 = cpu_of(pids);
    cs1 = cpu_stat(O.server_cpu);
    rusage r1;
    getrusage(RUSAGE_SELF, &r1);
    g_measuring = false;
    u64 rb1 = 0, rr1 = 0, fr1 = 0;
    for (auto& w : W) {
      rb1 += w->bytes;
      rr1 += w->recvs;
      fr1 += w->frames;
    }
    g_publish = false;
    rss2 = rss_mb(pids);
    for (auto& w : W) {
      w->m_bytes = 0;
    }
    W[0]->m_bytes = rb1 - rb0;
    W[0]->m_recvs = rr1 - rr0;
    W[0]->m_frames = fr1 - fr0;
    el = double(b - a) / 1e9;
    del = d1 - d0;
    pub = p1 - p0;
    cpu = c1 - c0;
    auto tv = [](timeval x) { return double(x.tv_sec) + double(x.tv_usec) / 1e6; };
    lcpu = tv(r1.ru_utime) + tv(r1.ru_stime) - tv(r0.ru_utime) - tv(r0.ru_stime);
    u64 want = g_published * u64(std::max(1, ready - extra - O.stall));
    u64 dt = now_ns() + u64(O.drain * 1e9);
    while (now_ns() < dt && total_delivered() < want) usleep(2000);
  }
  u64 want = g_published * u64(std::max(1, ready - extra - O.stall));
  u64 got = total_delivered();
  g_stop = true;
  for (auto& x : th) x.join();
  Hist H;
  u64 gaps = 0, dups = 0, reo = 0;
  for (auto& w : W) {
    H.merge(w->h);
    gaps += w->gaps;
    dups += w->dups;
    reo += w->reorder;
  }
  if (O.racing) {
    std::map<u64, u64> orders;
    for (auto& w : W)
      for (auto& c : w->conns)
        if (!c->is_pub && c->got > 0) orders[c->order]++;
    for (auto& [order, count] : orders) reo += count;
    u64 most = 0;
    for (auto& [order, count] : orders) most = std::max(most, count);
    reo -= most;
  }
  double tick = double(sysconf(_SC_CLK_TCK));
  double scpu = double(cs1[0] - cs0[0]) / tick, ssoft = double(cs1[2] - cs0[2]) / tick;
  int nsub = ready - extra;
  double dps = el > 0 ? double(del) / el : 0;
  if (O.json) {
    printf(
        "{\"label\":\"%s\",\"subs\":%d,\"payload\":%zu,\"mode\":\"%s\",\"param\":%g,\"connect_s\":%.2f,\"el\":%.2f,"
        "\"msgs_s\":%.1f,\"deliv_s\":%.0f,\"mb_s\":%.1f,\"p50_us\":%.1f,\"p90_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%."
        "1f,\"max_us\":%.1f,\"srv_cpu_s\":%.2f,\"srv_cpu_per_M\":%.3f,\"srvcpu_busy_s\":%.2f,\"srvcpu_busy_per_M\":%."
        "3f,\"softirq_s\":%.2f,\"load_cpu_s\":%.2f,\"load_cpu_per_M\":%.3f,\"recv_per_deliv\":%.3f,\"rss0_mb\":%.1f,"
        "\"rss_idle_mb\":%.1f,\"rss_idle_kb_per_conn\":%.2f,\"rss_load_mb\":%.1f,\"tcpmem_pages\":%ld,\"missing\":%lld,"
        "\"gaps\":%" PRIu64 ",\"dups\":%" PRIu64 ",\"reorder\":%" PRIu64
        ",\"closed\":%d,\"failed\":%d,\"http_err\":%" PRIu64 "}\n",
        O.label.c_str(), nsub, O.payload, O.rate > 0 ? "rate" : "window", O.rate > 0 ? O.rate : double(O.window),
        conn_s, el, el > 0 ? double(pub) / el : 0, dps, el > 0 ? double(W[0]->m_bytes) / el / 1e6 : 0,
        double(H.pct(50)) / 1e3, double(H.pct(90)) / 1e3, double(H.pct(99)) / 1e3, double(H.pct(99.9)) / 1e3,
        double(H.max) / 1e3, cpu, del ? cpu / double(del) * 1e6 : 0, scpu, del ? scpu / double(del) * 1e6 : 0, ssoft,
        lcpu, del ? lcpu / double(del) * 1e6 : 0, del ? double(W[0]->m_recvs) / double(del) : 0, rss0, rss1,
        nsub ? (rss1 - rss0) * 1024 / nsub : 0, rss2, tm1 - tm0, (long long)(want - got), gaps, dups, reo,
        g_closed.load(), g_failed.load(), P.http_err);
  } else {
    printf("%s subs=%d payload=%zuB %s=%g connect=%.2fs\n", O.label.c_str(), nsub, O.payload,
           O.rate > 0 ? "rate" : "window", O.rate > 0 ? O.rate : double(O.window), conn_s);
    printf("  published %.1f msg/s  delivered %.0f /s  (%.1f MB/s)  over %.2f s\n", el > 0 ? double(pub) / el : 0, dps,
           el > 0 ? double(W[0]->m_bytes) / el / 1e6 : 0, el);
    printf("  latency us: p50 %.1f p90 %.1f p99 %.1f p99.9 %.1f max %.1f  (n=%" PRIu64 ")\n", double(H.pct(50)) / 1e3,
           double(H.pct(90)) / 1e3, double(H.pct(99)) / 1e3, double(H.pct(99.9)) / 1e3, double(H.max) / 1e3, H.n);
    printf(
        "  server: process CPU %.2fs = %.3f s/M deliveries; its CPU busy %.2fs = %.3f s/M (softirq %.2fs); RSS %.1f -> "
        "idle %.1f MB (%.2f KB/conn) -> load %.1f MB; tcp mem +%ld pages\n",
        cpu, del ? cpu / double(del) * 1e6 : 0, scpu, del ? scpu / double(del) * 1e6 : 0, ssoft, rss0, rss1,
        nsub ? (rss1 - rss0) * 1024 / nsub : 0, rss2, tm1 - tm0);
    printf("  client: CPU %.2fs = %.3f s/M, %.3f recv/delivery, pub lag max %.1f us\n", lcpu,
           del ? lcpu / double(del) * 1e6 : 0, del ? double(W[0]->m_recvs) / double(del) : 0, double(P.lag_max) / 1e3);
    printf("  check: missing %lld gaps %" PRIu64 " dups %" PRIu64 " reorder %" PRIu64
           " closed %d failed %d http_err %" PRIu64 "\n",
           (long long)(want - got), gaps, dups, reo, g_closed.load(), g_failed.load(), P.http_err);
  }
  return (g_failed || g_closed) ? 4 : 0;
}
