#include <chrono>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>

#include <mpi.h>

#include <fmt/format.h>

#include "killshot/error.hpp"
#include "run/bytes.hpp"
#include "run/ledger.hpp"
#include "run/ranks.hpp"
#include "run/tally_code.hpp"

namespace killshot {

namespace {

using namespace std::chrono_literals;

constexpr int to_rank_0 = 1, from_rank_0 = 2;  // tags
constexpr auto between_probes = 200us;         // OpenMPI would wait in a busy loop
constexpr auto between_polls = 5ms;

/// The first byte of a message.
enum class Message : char {
    poll = 'p',
    done = 'd',
    failed = 'f',
    stop = 's',
    ask_to_draw = 'a',
    draws = 'b',
    left = 'l',
};
enum class Reply : char { work = 'w', later = 'l', none = 'n', draw = 'd' };

void send(const std::string& message, int rank, int tag) {
    MPI_Send(message.data(), static_cast<int>(message.size()), MPI_BYTE, rank, tag, MPI_COMM_WORLD);
}

std::string receive(MPI_Status& status) {
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    std::string message(static_cast<std::size_t>(size), '\0');
    MPI_Recv(message.data(), size, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD, &status);
    return message;
}

void put_work(std::string& to, const Work& work) {
    bytes::put_number(to, static_cast<std::uint64_t>(work.scenario));
    bytes::put_number(to, static_cast<std::uint64_t>(work.slice.first_path));
    bytes::put_number(to, static_cast<std::uint64_t>(work.slice.n_paths));
}

Work work_from(bytes::Reader& from) {
    Work work;
    work.scenario = static_cast<std::int64_t>(from.number());
    work.slice.first_path = static_cast<std::int64_t>(from.number());
    work.slice.n_paths = static_cast<std::int64_t>(from.number());
    return work;
}

std::string what(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& exception) {
        return exception.what();
    }
}

using Answer = Ledger::Answer;

/// Rank 0's ledger as another rank sees it. Threads take turns, so that each gets the answer to its own question.
class Remote final : public WorkSource {
  public:
    std::optional<Work> next() override {
        for (Work work;;) {
            const Answer answer = poll(work);
            if (answer == Answer::work) return work;
            if (answer == Answer::none) return std::nullopt;
            std::this_thread::sleep_for(between_polls);
        }
    }

    [[nodiscard]] std::optional<SummaryRanks> summary_ranks(const Work&, const PreparedScenario&) const override {
        return std::nullopt;  // rank 0 makes the row, of the tally
    }

    void finish(WorkDone done, TallyPool::Loan tally, const PreparedScenario&) override {
        std::string message(1, static_cast<char>(Message::done));
        put_work(message, done.work);
        message += static_cast<char>(done.is_enough);
        bytes::put_text(message, done.key);
        bytes::put_text(message, encode(*tally));
        tell(message);
    }

    void fail(std::int64_t scenario, const std::string& reason) override {
        std::string message(1, static_cast<char>(Message::failed));
        bytes::put_number(message, static_cast<std::uint64_t>(scenario));
        bytes::put_text(message, reason);
        tell(message);
    }

    void stop(std::exception_ptr why) override {
        std::string message(1, static_cast<char>(Message::stop));
        bytes::put_text(message, what(why));
        tell(message);
    }

    bool is_to_draw() { return static_cast<Reply>(ask(Message::ask_to_draw).front()) == Reply::draw; }

    void give_draws(const std::string& draws, const std::string& error) {
        std::string message(1, static_cast<char>(Message::draws));
        bytes::put_text(message, draws);
        bytes::put_text(message, error);
        tell(message);
    }

    void leave() { tell({static_cast<char>(Message::left)}); }

  private:
    void tell(const std::string& message) {
        const std::scoped_lock lock(mutex_);
        send(message, 0, to_rank_0);
    }

    std::string ask(Message question) {
        const std::scoped_lock lock(mutex_);
        send({static_cast<char>(question)}, 0, to_rank_0);
        MPI_Status status;
        MPI_Probe(0, from_rank_0, MPI_COMM_WORLD, &status);
        return receive(status);
    }

    Answer poll(Work& work) {
        const std::string reply = ask(Message::poll);
        bytes::Reader from(reply);
        switch (static_cast<Reply>(from.byte())) {
            case Reply::work:
                work = work_from(from);
                return Answer::work;
            case Reply::later:
                return Answer::later;
            case Reply::none:
                return Answer::none;
            case Reply::draw:
                break;
        }
        throw std::logic_error("rank 0 has sent an unknown reply");
    }

    std::mutex mutex_;
};

std::string reply_to_poll(Ledger& ledger) {
    Work work;
    switch (ledger.poll(work)) {
        case Answer::work: {
            std::string reply(1, static_cast<char>(Reply::work));
            put_work(reply, work);
            return reply;
        }
        case Answer::later:
            return {static_cast<char>(Reply::later)};
        case Answer::none:
            break;
    }
    return {static_cast<char>(Reply::none)};
}

class MpiRanks final : public Ranks {
  public:
    MpiRanks() {
        int provided = 0;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
        MPI_Comm_size(MPI_COMM_WORLD, &size_);
        if (provided < MPI_THREAD_SERIALIZED && size_ > 1)
            throw Error(
                "this MPI library cannot be called from threads (MPI_THREAD_SERIALIZED); use another, such as OpenMPI");
    }
    ~MpiRanks() override { MPI_Finalize(); }
    MpiRanks(const MpiRanks&) = delete;
    MpiRanks& operator=(const MpiRanks&) = delete;

    [[nodiscard]] int rank() const override { return rank_; }
    [[nodiscard]] int size() const override { return size_; }
    [[nodiscard]] WorkSource& remote() override { return remote_; }
    [[nodiscard]] bool is_to_draw() override { return remote_.is_to_draw(); }
    void give_draws(const std::string& draws, const std::string& error) override { remote_.give_draws(draws, error); }
    void leave() override { remote_.leave(); }

    void serve(Ledger& ledger, const SharedDraws& draws, const Progress& progress) override {
        for_each_message([&](const std::string& message, int sender) {
            try {
                take(ledger, draws, progress, message, sender);
            } catch (...) {
                ledger.stop(std::current_exception());
            }
        });
    }

    void dismiss() override {
        for_each_message([](const std::string& message, int sender) {
            const auto what = static_cast<Message>(message.front());
            if (what == Message::poll || what == Message::ask_to_draw)
                send({static_cast<char>(Reply::none)}, sender, from_rank_0);
        });
    }

  private:
    /// Until every other rank has left.
    template <class Take>
    void for_each_message(const Take& take_message) {
        while (n_left_ < size_ - 1) {
            int is_there = 0;
            MPI_Status status;
            MPI_Iprobe(MPI_ANY_SOURCE, to_rank_0, MPI_COMM_WORLD, &is_there, &status);
            if (is_there == 0) {
                std::this_thread::sleep_for(between_probes);
                continue;
            }
            const std::string message = receive(status);
            if (message.front() == static_cast<char>(Message::left))
                ++n_left_;
            else
                take_message(message, status.MPI_SOURCE);
        }
    }

    /// Answers in any case, since the other rank waits for it.
    static void answer(Ledger& ledger, int sender) {
        std::string reply(1, static_cast<char>(Reply::none));
        try {
            reply = reply_to_poll(ledger);
        } catch (...) {
            ledger.stop(std::current_exception());
        }
        send(reply, sender, from_rank_0);
    }

    static void take(Ledger& ledger, const SharedDraws& draws, const Progress& progress, const std::string& message,
                     int sender) {
        bytes::Reader from(message);
        switch (static_cast<Message>(from.byte())) {
            case Message::poll:
                answer(ledger, sender);
                break;
            case Message::done: {
                WorkDone done;
                done.work = work_from(from);
                done.is_enough = from.byte() != 0;
                done.key = from.text();
                if (progress) progress(done.work.slice.n_paths);
                ledger.take(done, from.text());
                break;
            }
            case Message::failed: {
                const auto scenario = static_cast<std::int64_t>(from.number());
                ledger.fail(scenario, from.text());
                break;
            }
            case Message::stop:
                ledger.stop(std::make_exception_ptr(Error(fmt::format("rank {}: {}", sender, from.text()))));
                break;
            case Message::ask_to_draw:
                send({static_cast<char>(draws.are_wanted() ? Reply::draw : Reply::none)}, sender, from_rank_0);
                break;
            case Message::draws: {
                std::string part = from.text();
                draws.take(sender, std::move(part), from.text());
                break;
            }
            case Message::left:
                break;
        }
    }

    int rank_ = 0, size_ = 1;
    int n_left_ = 0;  // other ranks, as rank 0 has heard; each says it once
    Remote remote_;
};

bool was_started_by_mpirun() {
    return std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMIX_RANK") != nullptr ||
           std::getenv("PMI_RANK") != nullptr;
}

}  // namespace

std::unique_ptr<Ranks> join_ranks() {
    if (!was_started_by_mpirun()) return nullptr;
    auto ranks = std::make_unique<MpiRanks>();
    if (ranks->size() == 1) return nullptr;
    return ranks;
}

}  // namespace killshot
