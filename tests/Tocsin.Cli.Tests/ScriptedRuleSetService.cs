using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

internal sealed class ScriptedRuleSetService(ScriptedServices scripted) : RuleSetService.RuleSetServiceBase
{
    public override Task<GetActiveRuleSetResponse> GetActiveRuleSet(
        GetActiveRuleSetRequest request, ServerCallContext context) => Task.FromResult(scripted.RuleSet);
}
