using Google.Rpc;
using Grpc.Core;

namespace Tocsin.Server.Tests.Running;

/// <summary>Takes people's steps and keeps what became of each: none may stay without an answer.</summary>
internal sealed class BranchSteps
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    // What one person's step does to a connected borrower's warnings the next one cannot have seen.
    private static readonly HashSet<string> _overtaken = ["WARNING_REVISION_DIFFERS", "WARNING_CLOSED"];

    private readonly SortedDictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>How many steps of each kind were taken.</summary>
    public IReadOnlyDictionary<string, int> Taken => _taken;

    /// <summary>How many came too late: the warning had changed since the person saw it.</summary>
    public int Overtaken { get; private set; }

    /// <summary>How many were refused as they had to be.</summary>
    public int Refused { get; private set; }

    /// <summary>Steps that were refused and should not have been, or the other way round.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Takes a step; null when it came too late or failed.</summary>
    public async Task<T?> TakeAsync<T>(string kind, AsyncUnaryCall<T> call) where T : class
    {
        using (call)
        {
            try
            {
                var answer = await call.ResponseAsync.WaitAsync(_limit);
                _taken[kind] = _taken.GetValueOrDefault(kind) + 1;
                return answer;
            }
            catch (RpcException refused) when (_overtaken.Contains(Reason(refused)))
            {
                Overtaken++;
            }
            catch (Exception failed) when (failed is RpcException or TimeoutException)
            {
                _faults.Add($"{kind} failed: {failed.Message}");
            }

            return null;
        }
    }

    /// <summary>Takes a step that must be refused.</summary>
    public async Task RefusedAsync<T>(string kind, string reason, AsyncUnaryCall<T> call) where T : class
    {
        try
        {
            using (call) await call.ResponseAsync.WaitAsync(_limit);
            _faults.Add($"{kind} was taken; it must be refused with {reason}");
        }
        catch (RpcException refused) when (Reason(refused) == reason)
        {
            Refused++;
        }
        catch (Exception failed) when (failed is RpcException or TimeoutException)
        {
            _faults.Add($"{kind} was not refused with {reason}: {failed.Message}");
        }
    }

    private static string Reason(RpcException refused) =>
        refused.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "";
}
