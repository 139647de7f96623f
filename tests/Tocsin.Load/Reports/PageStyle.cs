namespace Tocsin.Load.Reports;

/// <summary>How the page of results looks, in light and dark.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet; without characters that XML would write otherwise.</summary>
    public const string Text = """

        :root { color-scheme: light dark; --ink: #1c1f24; --faint: #667085; --paper: #ffffff; --rule: #d9dde3;
          --holds: #0a7a3b; --fails: #b42318; --c0: #667085; --c1: #1d5fd1; --c2: #c25700; --c3: #0b7f6b;
          --c4: #8a3ffc; --c5: #b0246a; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --faint: #98a2b3; --paper: #14171b;
          --rule: #343a43; --holds: #4ecb83; --fails: #ff8a7a; --c0: #a3adbb; --c1: #6ea8fe; --c2: #ff9d4d;
          --c3: #45d0b5; --c4: #bf95ff; --c5: #ff7eb6; } }
        body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
          font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 0.25rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
        dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
        ul { padding-left: 1.2rem; } .holds { color: var(--holds); } .fails { color: var(--fails); }
        .wide { overflow-x: auto; margin: 1rem 0; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--faint); padding-bottom: 0.25rem; }
        th, td { text-align: right; padding: 0.15rem 0.75rem; border-bottom: 1px solid var(--rule);
          white-space: nowrap; }
        th { font-weight: 600; } .text { text-align: left; padding-left: 0; }
        .plots { display: flex; flex-wrap: wrap; gap: 1.5rem; } figure { flex: 1 1 26rem; max-width: 36rem; margin: 0; }
        figcaption { color: var(--faint); } svg { width: 100%; height: auto; }
        svg text { fill: var(--faint); font-size: 11px; } svg line { stroke: var(--rule); stroke-width: 1; }
        polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
        polyline.c0 { stroke: var(--c0); stroke-dasharray: 6 4; } polyline.c1 { stroke: var(--c1); }
        polyline.c2 { stroke: var(--c2); } polyline.c3 { stroke: var(--c3); } polyline.c4 { stroke: var(--c4); }
        polyline.c5 { stroke: var(--c5); }
        .legend { margin: 0; } .legend span { margin-right: 1.25rem; border-bottom: 3px solid; }
        .legend .c0 { border-color: var(--c0); border-bottom-style: dashed; } .legend .c1 { border-color: var(--c1); }
        .legend .c2 { border-color: var(--c2); } .legend .c3 { border-color: var(--c3); }
        .legend .c4 { border-color: var(--c4); } .legend .c5 { border-color: var(--c5); }

        """;
}
