namespace Tocsin.Core.Rules.Differences;

/// <summary>That something reads a name.</summary>
/// <param name="Reader">Who, such as <c>workflow/rule</c> or <c>product/required</c>.</param>
/// <param name="Name">What.</param>
/// <param name="Workflow">The workflow it stands in; empty without one.</param>
/// <param name="Product">The product whose policy it is; empty when it is none.</param>
/// <param name="IsOfWarnings">True when it stands in <c>warnings.json</c>.</param>
internal sealed record NameRead(string Reader, string Name, string Workflow, string Product, bool IsOfWarnings);
