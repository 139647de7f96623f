using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Client.Tests;

/// <summary>What the server does with one call of WatchWarnings.</summary>
internal delegate Task WatchScript(IServerStreamWriter<WatchWarningsResponse> stream, ServerCallContext context);
