using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>One part of what is reported on, such as the loans that a model was made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Report">Its report.</param>
internal sealed record ReportPart(string Name, ModelReport Report);
