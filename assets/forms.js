// Forms work without this. It brings the reader to what is wrong, and keeps a second tap on a slow
// line from sending the same form twice.
export function startForms(page) {
  const errors = page.getElementById('errors');
  if (errors) errors.focus();
  Array.from(page.querySelectorAll('form')).forEach((form) => {
    let sent = false;
    form.addEventListener('submit', (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    // Coming back with the browser's Back button shows the page as it was left.
    window.addEventListener('pageshow', () => { sent = false; });
  });
}
