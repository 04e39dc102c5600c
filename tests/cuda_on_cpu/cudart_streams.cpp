// Streams and events: work is done when something waits for it, and an event completes when its stream reaches the
// position where it was recorded.
#include <chrono>
#include <utility>

#include "cudart_state.hpp"

using cuda_on_cpu::Call;
using cuda_on_cpu::finish;
using cuda_on_cpu::finish_all;
using cuda_on_cpu::remember;
using cuda_on_cpu::state;
using cuda_on_cpu::stream_or_default;

namespace {

using Clock = std::chrono::steady_clock;

/// A position in a stream.
struct Mark {
    CUstream_st* stream;
    bool reached = false;
    Clock::time_point at{};
};

void finish_until(const Mark& mark) {
    if (!mark.reached) {
        finish(*mark.stream, [&] { return mark.reached; });
    }
}

void let_others_go_first(const CUstream_st& waited_for) {
    if (state().card.other_streams_first) {
        for (cudaStream_t stream : state().streams) {
            if (stream != &waited_for) {
                finish(*stream);
            }
        }
    }
}

}  // namespace

/// What cudaEvent_t points to. mark: the position where it was recorded last, if any.
struct CUevent_st {
    std::shared_ptr<Mark> mark;
};

extern "C" {

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    state().streams.push_back(new CUstream_st);
    *stream = state().streams.back();
    return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
    if (stream == nullptr) {
        return cudaSuccess;
    }
    const std::scoped_lock lock(state().mutex);
    finish(*stream);
    std::erase(state().streams, stream);
    delete stream;
    return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    let_others_go_first(stream_or_default(stream));
    finish(stream_or_default(stream));
    return remember(state().sticky);
}

cudaError_t cudaDeviceSynchronize() {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    finish_all();
    return remember(state().sticky);
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned) {
    const Call call(__func__);
    if (call.error == cudaSuccess && event->mark != nullptr) {
        stream_or_default(stream).work.emplace_back([mark = event->mark] { finish_until(*mark); });
    }
    return call.error;
}

cudaError_t cudaEventCreate(cudaEvent_t* event) {
    const Call call(__func__);
    if (call.error == cudaSuccess) {
        *event = new CUevent_st;
    }
    return call.error;
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
    delete event;
    return cudaSuccess;
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    CUstream_st& recorded_in = stream_or_default(stream);
    event->mark = std::make_shared<Mark>(Mark{&recorded_in});
    recorded_in.work.emplace_back([mark = event->mark] {
        mark->reached = true;
        mark->at = Clock::now();
    });
    return cudaSuccess;
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    if (event->mark != nullptr) {
        let_others_go_first(*event->mark->stream);
        finish_until(*event->mark);
    }
    return remember(state().sticky);
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t begin, cudaEvent_t end) {
    const Call call(__func__);
    if (call.error != cudaSuccess) {
        return call.error;
    }
    if (begin->mark == nullptr || end->mark == nullptr) {
        return remember(cudaErrorInvalidResourceHandle);
    }
    if (!begin->mark->reached || !end->mark->reached) {
        return remember(cudaErrorNotReady);
    }
    *milliseconds = std::chrono::duration<float, std::milli>(end->mark->at - begin->mark->at).count();
    return cudaSuccess;
}

}  // extern "C"
