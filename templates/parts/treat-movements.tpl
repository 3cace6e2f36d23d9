{{%AUTOESCAPE context="HTML"}}
{{#HAS_MOVEMENTS}}<table class="treat-moves"><thead><tr><th scope="col">[[treat_move.what]]</th><th scope="col">[[treat_move.before]]</th><th scope="col">[[treat_move.after]]</th></tr></thead><tbody>{{#MOVEMENTS}}<tr><th scope="row">{{MOVEMENT_NAME}}</th><td>{{MOVEMENT_BEFORE}}</td><td>{{MOVEMENT_AFTER}}</td></tr>{{/MOVEMENTS}}</tbody></table>{{/HAS_MOVEMENTS}}
